"""The desk „Odpowiedzi do sprawdzenia”: look at a flagged answer, exclude it, put it back."""
