"""What an administrator does with the accounts of others; every act is an account_event."""
