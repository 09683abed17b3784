"""Many documents: found, taken apart in processes of their own, and written as tables."""
