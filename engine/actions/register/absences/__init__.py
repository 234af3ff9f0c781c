"""Absences and their cover (xử lý thay): work is routed, no power to sign is ever given."""
