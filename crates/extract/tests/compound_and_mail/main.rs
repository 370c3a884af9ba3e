//! Compound files, Hangul documents, mails, RTF and wrappers: what comes out of files that the tests make.

#[cfg(test)]
mod build;
#[cfg(test)]
mod hangul;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod office97;
#[cfg(test)]
mod outlook;
#[cfg(test)]
mod rich_text;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod wrappers;
