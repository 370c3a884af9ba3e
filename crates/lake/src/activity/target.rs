//! What an address points at: hosts of URLs, domains of mail addresses, endings of files.

use bongsu_content::PathRules;

/// The host of a URL, without port, user or a leading `www.`; lower case is not enforced here.
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or(rest);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// A URL without query and fragment: they carry what people typed.
pub(crate) fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

/// An object in which a path segment equal to the person's own key is replaced by `~`: home folders carry it.
pub fn without_key<'t>(object: &'t str, key: &str, scratch: &'t mut String) -> &'t str {
    let is_key = |part: &str| !key.is_empty() && part.eq_ignore_ascii_case(key);
    if !object.split(['/', '\\', '.', '~']).any(is_key) {
        return object;
    }
    scratch.clear();
    let mut rest = object;
    while let Some(at) = rest.find(['/', '\\', '.', '~']) {
        let (part, tail) = rest.split_at(at);
        scratch.push_str(if is_key(part) { "~" } else { part });
        // Each separator is one byte.
        let (separator, after) = tail.split_at(1);
        scratch.push_str(separator);
        rest = after;
    }
    scratch.push_str(if is_key(rest) { "~" } else { rest });
    scratch
}

/// Whether a URL's path has a segment that says upload.
pub(crate) fn says_upload(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    path.split('/')
        .skip(1)
        .any(|part| part.eq_ignore_ascii_case("upload") || part.eq_ignore_ascii_case("uploads"))
}

/// The domain of a mail address.
pub(crate) fn mail_domain(address: &str) -> Option<&str> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    let domain = domain.trim_end_matches('>').trim();
    (!domain.is_empty()).then_some(domain)
}

/// Whether a domain is one of the holder's or below it.
pub(crate) fn is_own(domain: &str, own: &[String]) -> bool {
    own.iter().any(|known| {
        domain.eq_ignore_ascii_case(known)
            || domain
                .len()
                .checked_sub(known.len() + 1)
                .is_some_and(|cut| {
                    domain.is_char_boundary(cut)
                        && domain.get(cut..cut + 1) == Some(".")
                        && domain
                            .get(cut + 1..)
                            .is_some_and(|tail| tail.eq_ignore_ascii_case(known))
                })
    })
}

/// The ending of a file name, at most 8 characters.
pub(crate) fn extension(path: &str) -> Option<&str> {
    let name = path.rsplit(['/', '\\']).next()?;
    let (_, ending) = name.rsplit_once('.')?;
    (!ending.is_empty() && ending.len() <= 8 && ending.bytes().all(|b| b.is_ascii_alphanumeric()))
        .then_some(ending)
}

/// What import must know of the holder to place an act.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The holder's own domains, lower case.
    pub own_domains: Vec<String>,
    /// Hosts whose kind is `cloud`: their traffic is of channel `cloud`.
    pub cloud: std::collections::BTreeSet<String>,
    /// Path rules of the technology register.
    pub rules: PathRules,
}

impl Surroundings {
    /// Whether a host is, or lies below, a cloud domain.
    pub(crate) fn is_cloud(&self, host: &str) -> bool {
        let lower = host.to_ascii_lowercase();
        let mut rest = lower.as_str();
        loop {
            if self.cloud.contains(rest) {
                return true;
            }
            match rest.split_once('.') {
                Some((_, parent)) if parent.contains('.') => rest = parent,
                _ => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_folder_does_not_name_its_owner() {
        let mut scratch = String::new();
        let path = r"C:\Users\abc1234\Documents\abc12345.xlsx";
        assert_eq!(
            without_key(path, "ABC1234", &mut scratch),
            r"C:\Users\~\Documents\abc12345.xlsx"
        );
        assert_eq!(without_key("a/b", "ABC1234", &mut scratch), "a/b");
    }

    #[test]
    fn addresses_give_up_their_host() {
        for (url, wanted) in [
            ("http://www.dropbox.com/upload/a.zip?x=1", "dropbox.com"),
            (
                "https://user@plm.cell.example:8443/vault",
                "plm.cell.example",
            ),
            ("plm.cell.example", "plm.cell.example"),
            ("", ""),
        ] {
            assert_eq!(host(url), wanted);
        }
        assert_eq!(without_query("http://a.kr/b?name=kim#c"), "http://a.kr/b");
        assert!(
            says_upload("https://drive.example/files/Upload/x")
                && !says_upload("https://upload.example/files")
        );
        assert_eq!(mail_domain("Kim <a@b.kr>"), Some("b.kr"));
        assert_eq!(extension(r"C:\data\slurry.v2.xlsx"), Some("xlsx"));
        let own = vec!["cell.example".to_owned()];
        assert!(is_own("PLM.cell.example", &own) && is_own("cell.example", &own));
        assert!(!is_own("notcell.example", &own) && !is_own("example", &own));
    }
}
