"""Money: accounts, expenses, charges, and the runway that is computed from them."""
