"""What a person does with what they are typing."""
