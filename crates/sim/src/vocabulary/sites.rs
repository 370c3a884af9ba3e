//! Public sites that people visit at work, by kind.

/// Portals, news and search.
pub(crate) const GENERAL: [&str; 34] = [
    "www.naver.com",
    "search.naver.com",
    "news.naver.com",
    "www.daum.net",
    "www.google.com",
    "www.google.co.kr",
    "www.youtube.com",
    "ko.wikipedia.org",
    "en.wikipedia.org",
    "www.yna.co.kr",
    "www.hani.co.kr",
    "www.chosun.com",
    "www.joongang.co.kr",
    "www.mk.co.kr",
    "www.hankyung.com",
    "www.etnews.com",
    "weather.naver.com",
    "map.naver.com",
    "map.kakao.com",
    "papago.naver.com",
    "blog.naver.com",
    "cafe.naver.com",
    "namu.wiki",
    "www.bbc.com",
    "edition.cnn.com",
    "www.reuters.com",
    "www.bloomberg.com",
    "www.weather.go.kr",
    "www.kma.go.kr",
    "finance.naver.com",
    "sports.news.naver.com",
    "brunch.co.kr",
    "tistory.com",
    "www.msn.com",
];

/// Shops, travel and leisure.
pub(crate) const LEISURE: [&str; 18] = [
    "www.coupang.com",
    "www.11st.co.kr",
    "www.gmarket.co.kr",
    "shopping.naver.com",
    "www.yes24.com",
    "www.kyobobook.co.kr",
    "www.musinsa.com",
    "www.instagram.com",
    "www.facebook.com",
    "x.com",
    "www.netflix.com",
    "www.melon.com",
    "www.letskorail.com",
    "flight.naver.com",
    "www.booking.com",
    "www.baemin.com",
    "www.kobus.co.kr",
    "www.megabox.co.kr",
];

/// Science, engineering and office matters.
pub(crate) const TECHNICAL: [&str; 32] = [
    "scholar.google.com",
    "www.sciencedirect.com",
    "pubs.acs.org",
    "onlinelibrary.wiley.com",
    "link.springer.com",
    "www.nature.com",
    "iopscience.iop.org",
    "arxiv.org",
    "www.kipris.or.kr",
    "patents.google.com",
    "worldwide.espacenet.com",
    "www.dbpia.co.kr",
    "www.riss.kr",
    "www.iso.org",
    "www.astm.org",
    "www.sae.org",
    "stackoverflow.com",
    "github.com",
    "docs.python.org",
    "www.mathworks.com",
    "www.comsol.com",
    "www.ansys.com",
    "www.sigmaaldrich.com",
    "www.thermofisher.com",
    "www.keyence.co.kr",
    "www.mouser.kr",
    "www.rscomponents.co.kr",
    "learn.microsoft.com",
    "www.minitab.com",
    "www.rsc.org",
    "www.researchgate.net",
    "www.ntis.go.kr",
];

/// Offices: finance, trade, personnel.
pub(crate) const OFFICE: [&str; 18] = [
    "www.hometax.go.kr",
    "dart.fss.or.kr",
    "www.bok.or.kr",
    "www.customs.go.kr",
    "unipass.customs.go.kr",
    "www.kita.net",
    "www.law.go.kr",
    "www.moel.go.kr",
    "www.nps.or.kr",
    "www.4insure.or.kr",
    "www.lme.com",
    "www.kotra.or.kr",
    "www.dhl.com",
    "www.fedex.com",
    "www.g2b.go.kr",
    "www.wooribank.com",
    "www.shinhan.com",
    "www.fastmarkets.com",
];

/// Job boards.
pub(crate) const JOBS: [&str; 7] = [
    "www.saramin.co.kr",
    "www.jobkorea.co.kr",
    "www.linkedin.com",
    "kr.indeed.com",
    "www.wanted.co.kr",
    "www.jobplanet.co.kr",
    "www.catch.co.kr",
];

/// Personal cloud storage: host of pages, path of an upload.
pub(crate) const CLOUD: [(&str, &str); 7] = [
    ("drive.google.com", "upload/resumable"),
    ("www.dropbox.com", "upload/file"),
    ("mybox.naver.com", "upload/file"),
    ("onedrive.live.com", "upload/session"),
    ("mega.nz", "upload/chunk"),
    ("www.icloud.com", "iclouddrive/upload"),
    ("app.box.com", "upload/content"),
];

/// Transfer of large files: host of pages, path of an upload.
pub(crate) const TRANSFER: [(&str, &str); 3] = [
    ("wetransfer.com", "upload/part"),
    ("www.sendanywhere.com", "upload/part"),
    ("bigfile.mail.naver.com", "upload/part"),
];

/// Webmail: host of pages and domain of addresses.
pub(crate) const WEBMAIL: [(&str, &str); 6] = [
    ("mail.naver.com", "naver.com"),
    ("mail.google.com", "gmail.com"),
    ("mail.daum.net", "hanmail.net"),
    ("outlook.live.com", "outlook.com"),
    ("mail.nate.com", "nate.com"),
    ("mail.kakao.com", "kakao.com"),
];

/// Words of paths on public sites.
pub(crate) const PATHS: [&str; 24] = [
    "article", "view", "read", "search", "list", "item", "topic", "story", "page", "post",
    "detail", "index", "board", "video", "category", "news", "docs", "content", "product", "about",
    "event", "feed", "section", "main",
];
