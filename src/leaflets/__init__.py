"""Patient leaflets in many languages that keep every word of the safety wording."""
