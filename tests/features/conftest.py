"""What the proofs of this folder share."""

import pytest

# So that a comparison that fails says how the two differ.
pytest.register_assert_rewrite("tests.features.machine")
