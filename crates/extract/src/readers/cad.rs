//! Drawings and models that are kept as text.

pub(crate) mod dxf;
pub(crate) mod step;

#[cfg(test)]
mod tests;
