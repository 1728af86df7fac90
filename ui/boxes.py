"""What a box to type in holds: what the reader typed, until the address says something else."""

import streamlit as st


def keep_typed(key: str, value: object, *, of: object = None) -> str:
    """Let the box show `value` when the address brings another one; return its key.

    What was typed and not yet sent stays. `of` is what the box is about: of another thing, it
    shows that one's value. Streamlit forgets what a box holds while another screen is shown, so
    a box that is back shows `value` again.
    """
    shown = f"{key} shown"
    if key not in st.session_state or st.session_state.get(shown) != (of, value):
        st.session_state[shown] = (of, value)
        st.session_state[key] = value
    return key
