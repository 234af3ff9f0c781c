"""What is told to applicants by mail or SMS."""
