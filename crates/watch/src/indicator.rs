//! Indicators as people write them, read into hosts, addresses and networks.

use std::net::IpAddr;
use std::str::FromStr;

/// What an indicator is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Indicator {
    /// A host name: lower case, ASCII (`xn--` where it is international), without final dot.
    Host(String),
    /// An IP address.
    Address(IpAddr),
    /// A network.
    Network(Network),
}

/// A network: an address and how many bits of it are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// Reads an indicator: a URL, host, mail address, IP address or network, also where dots and schemes are defanged.
///
/// ```
/// use bongsu_watch::{Indicator, read_indicator};
///
/// let host = |text: &str| Some(Indicator::Host(text.into()));
/// assert_eq!(read_indicator("hxxp://VPN[.]hanbit(dot)example:8443/x"), host("vpn.hanbit.example"));
/// assert_eq!(read_indicator("admin[@]hanbit.co.kr"), host("hanbit.co.kr"));
/// assert_eq!(read_indicator("Hanbit Battery"), None);
/// ```
pub fn read_indicator(text: &str) -> Option<Indicator> {
    // A host name has 253 characters at most; what is much longer is no indicator.
    if text.len() > 2_000 {
        return None;
    }
    let plain = refang(text);
    let after_scheme = plain
        .split_once("://")
        .map_or(plain.as_str(), |(_, rest)| rest);
    if let Ok(network) = after_scheme.parse::<Network>() {
        return Some(Indicator::Network(network));
    }
    let authority = after_scheme
        .split(['/', '?', '#', '\\'])
        .next()
        .unwrap_or("");
    let host = authority.rsplit('@').next().unwrap_or("");
    if let Some(address) = address(host) {
        return Some(Indicator::Address(address));
    }
    let host = host
        .split(':')
        .next()
        .unwrap_or("")
        .trim_matches('.')
        .trim_start_matches("*.");
    is_host(host)
        .then(|| idna::domain_to_ascii(host).ok())
        .flatten()
        .map(Indicator::Host)
}

/// The part of a host name that somebody registered: `mail.hanbit.co.kr` is under `hanbit.co.kr`.
///
/// `None` for a public suffix itself and for a single label.
///
/// ```
/// use bongsu_watch::registrable_domain;
///
/// assert_eq!(registrable_domain("mail.hanbit.co.kr"), Some("hanbit.co.kr"));
/// assert_eq!(registrable_domain("a.b.hanbit.example"), Some("hanbit.example"));
/// assert_eq!(registrable_domain("co.kr"), None);
/// ```
pub fn registrable_domain(host: &str) -> Option<&str> {
    psl::domain_str(host)
}

impl Network {
    /// Whether an address lies inside.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                u32::from(own) & mask == u32::from(other) & mask
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.bits))
                    .unwrap_or(0);
                u128::from(own) & mask == u128::from(other) & mask
            }
            _ => false,
        }
    }

    /// Whether a network lies inside.
    pub fn contains_network(&self, other: &Self) -> bool {
        self.bits <= other.bits && self.contains(other.address)
    }
}

/// A text that is not a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, bits) = text.split_once('/').ok_or(NotANetwork)?;
        let address: IpAddr = address.parse().map_err(|_not_an_address| NotANetwork)?;
        let bits: u8 = bits.parse().map_err(|_not_a_number| NotANetwork)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        if bits <= most {
            Ok(Self { address, bits })
        } else {
            Err(NotANetwork)
        }
    }
}

/// Undoes what keeps an indicator from being clicked.
fn refang(text: &str) -> String {
    let mut plain = text.trim().to_lowercase();
    for (from, to) in DEFANGED {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    plain
        .trim_matches(['<', '>', '"', '\'', '`', ',', ';', ' '])
        .to_owned()
}

const DEFANGED: [(&str, &str); 21] = [
    ("hxxps", "https"),
    ("hxxp", "http"),
    ("hxtp", "http"),
    ("fxp:", "ftp:"),
    ("[://]", "://"),
    ("[:]//", "://"),
    ("[:]", ":"),
    ("[.]", "."),
    ("(.)", "."),
    ("{.}", "."),
    ("[dot]", "."),
    ("(dot)", "."),
    ("{dot}", "."),
    (" dot ", "."),
    ("\\.", "."),
    ("。", "."),
    ("．", "."),
    ("[at]", "@"),
    ("(at)", "@"),
    ("[@]", "@"),
    ("[/]", "/"),
];

/// An address, also in brackets and with a port.
fn address(host: &str) -> Option<IpAddr> {
    if let Some(inside) = host
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next())
    {
        return inside.parse().ok();
    }
    host.parse().ok().or_else(|| {
        let (address, port) = host.split_once(':')?;
        port.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| address.parse().ok())
            .flatten()
    })
}

fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let (_, last) = text.rsplit_once('.').unwrap_or(("", ""));
    text.len() <= 253
        && text.chars().all(allowed)
        && text.split('.').all(|label| !label.is_empty())
        && last.chars().any(char::is_alphabetic)
        && last.chars().count() > 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_and_networks_are_read() {
        let one = |text| read_indicator(text).unwrap();
        assert_eq!(
            one("203[.]0[.]113[.]7:3389"),
            Indicator::Address("203.0.113.7".parse().unwrap())
        );
        assert_eq!(
            one("[2001:db8::7]:443"),
            Indicator::Address("2001:db8::7".parse().unwrap())
        );
        let Indicator::Network(network) = one("203.0.113.0/24") else {
            panic!("a network")
        };
        assert!(network.contains("203.0.113.7".parse().unwrap()));
        assert!(!network.contains("203.0.114.7".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("8.8.8.8".parse().unwrap()) && all.contains_network(&network));
        assert!("1.2.3.4/33".parse::<Network>().is_err());
    }

    #[test]
    fn an_international_host_is_read_in_ascii() {
        assert_eq!(
            read_indicator("한빛.example"),
            Some(Indicator::Host("xn--xx3br43b.example".into()))
        );
        for text in ["", "...", "e.g.", "v1.2", "price 3.5k", "10.000", "-"] {
            assert_eq!(read_indicator(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in ".{0,60}") {
            let _ = read_indicator(&text);
        }

        #[test]
        fn defanging_changes_nothing(host in "[a-z]{2,8}\\.[a-z]{2,8}\\.(co\\.kr|example|com)") {
            let defanged = format!("hxxps://{}/path", host.replace('.', "[.]"));
            prop_assert_eq!(read_indicator(&defanged), read_indicator(&host));
        }
    }
}
