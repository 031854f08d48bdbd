"""The history screen: every act, newest first."""
