"""The programme's content as loaded, versioned and approved: exercises, activities, texts, pictures."""
