"""Letters, syllables and offsets of Vietnamese text; knows no law and no plan."""
