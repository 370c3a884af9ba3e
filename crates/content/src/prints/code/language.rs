//! Which language a source text is in, by the name of its file.

/// A family of programming languages that are read alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// C, C++, C#, Java, Kotlin, Scala, Swift, Go, Rust, JavaScript, TypeScript, PHP, Verilog and others with braces.
    Braces,
    /// Python.
    Python,
    /// SQL of any kind.
    Sql,
    /// Shells, Ruby, Perl, R, Tcl, make, configuration: comments begin with `#`.
    Hash,
    /// Anything else: MATLAB, Fortran, Lisp, ladder logic as text.
    Other,
}

impl Language {
    /// The language of a file, by the ending of its name; `None` where it is not known as source code.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "c" | "h" | "cc" | "cpp" | "cxx" | "hpp" | "hxx" | "cu" | "cs" | "java" | "kt"
            | "kts" | "scala" | "swift" | "go" | "rs" | "js" | "jsx" | "mjs" | "cjs" | "ts"
            | "tsx" | "php" | "m" | "mm" | "v" | "sv" | "dart" | "groovy" | "ino" | "proto"
            | "glsl" | "hlsl" => Self::Braces,
            "py" | "pyw" | "pyx" => Self::Python,
            "sql" | "ddl" | "dml" | "pls" | "plsql" | "vhd" | "vhdl" | "adb" | "lua" | "hs" => {
                Self::Sql
            }
            "sh" | "bash" | "zsh" | "rb" | "pl" | "pm" | "r" | "tcl" | "mk" | "cmake" | "jl"
            | "ps1" => Self::Hash,
            "f" | "f90" | "f95" | "for" | "lisp" | "clj" | "el" | "scm" | "asm" | "s" | "st"
            | "vb" | "bas" | "vbs" | "pas" => Self::Other,
            _ => return None,
        })
    }

    /// How a comment to the end of the line begins.
    pub(super) const fn line_comments(self) -> &'static [&'static str] {
        match self {
            Self::Braces => &["//"],
            Self::Python | Self::Hash => &["#"],
            Self::Sql => &["--"],
            Self::Other => &["!", ";", "%", "'", "//"],
        }
    }

    /// How a comment begins and ends.
    pub(super) const fn block_comment(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Braces | Self::Sql => Some(("/*", "*/")),
            Self::Other => Some(("(*", "*)")),
            Self::Python | Self::Hash => None,
        }
    }

    /// What a text in quotes may begin with; the three-fold ones first.
    pub(super) const fn quotes(self) -> &'static [&'static str] {
        match self {
            Self::Braces => &["\"", "'", "`"],
            Self::Python => &["\"\"\"", "'''", "\"", "'"],
            Self::Sql | Self::Hash => &["\"", "'"],
            Self::Other => &["\""],
        }
    }

    /// Whether a statement that begins so only names what is used from elsewhere.
    pub(super) fn is_import(self, word: &str) -> bool {
        match self {
            Self::Braces => ["import", "package", "include", "using", "use"].contains(&word),
            Self::Python => ["import", "from"].contains(&word),
            Self::Sql | Self::Hash | Self::Other => false,
        }
    }

    /// Words of the language, as they stand for themselves; every other word is a name.
    pub(super) fn keyword(self, word: &str) -> Option<Keyword> {
        let list = match self {
            Self::Braces => BRACES,
            Self::Python => PYTHON,
            Self::Sql => SQL,
            Self::Hash | Self::Other => HASH,
        };
        let folded;
        let word = if self == Self::Sql {
            folded = word.to_ascii_lowercase();
            folded.as_str()
        } else {
            word
        };
        if DROPPED.split(' ').any(|dropped| dropped == word) {
            return Some(Keyword::Dropped);
        }
        let number = list
            .split_ascii_whitespace()
            .position(|keyword| keyword == word)?;
        Some(Keyword::Kept(number as u32))
    }
}

/// What a word of the language does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    /// It stands for itself, by its number.
    Kept(u32),
    /// It says how a thing is declared, and is easily added: passed over.
    Dropped,
}

const DROPPED: &str = "public private protected internal static final const readonly sealed override virtual inline pub mut \
    async unsafe extern abstract synchronized transient volatile";

const BRACES: &str = "if else for while do switch case default break continue return throw try catch finally new \
    class interface struct enum union function fn func fun def match loop in of typeof instanceof sizeof delete yield \
    await import package using namespace include goto foreach where impl trait extends implements this self super \
    null nil true false go defer select chan when";

const PYTHON: &str = "if elif else for while break continue return raise try except finally with as class def lambda \
    import from in is not and or pass yield await global nonlocal del assert None True False match case self";

const SQL: &str = "select from where group by order having join left right inner outer full on as insert into values \
    update set delete create table view index procedure function begin end if then else elsif case when loop while \
    for return declare cursor fetch union all distinct exists in like between is null not and or exec call commit \
    rollback alter drop trigger local";

const HASH: &str = "if then else elif elsif elseif fi end for foreach while until do done case esac in function def \
    sub class return break continue next begin rescue ensure module require use my local export unless proc set \
    switch default subroutine program call and or not";
