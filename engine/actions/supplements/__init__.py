"""What the applicant adds after reception."""
