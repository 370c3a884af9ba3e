//! Behaviour on inputs made here.
