"""Money: accounts, expenses, charges, and the cash runway computed from them."""
