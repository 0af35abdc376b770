"""How a patient's pain is going: trends, labels and the picture of them."""
