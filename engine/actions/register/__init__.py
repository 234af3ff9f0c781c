"""The register of authority, kept by people: every act is a change with who, when and why."""
