//! Words that every text has, as they are after the stem cut.

/// English, and what is left of Korean words after two syllables.
const WORDS: &str = "a about above after again agains all almost along also althou always am among an and another \
    any anothe are around as at be becaus became become been before being betwee both but by came can cannot could \
    did do does doing done down during each either else enough even ever every few first for from further get \
    getting gets give given go goes going good got had has have having he her here hers herse hersel him himsel \
    his how howeve i if in into is it its itself just keep kind know last least less let lets like made make makes \
    making many may me might more most much must my myself need needs never new next no nor not now of off often on once \
    one only onto or other others our ours out over own per perhap put quite rather really said same say says see seen \
    several should show shown simply since so some someth someti still such sure take taken than that the their theirs \
    them themse then there theref these they thing things this those though throug thus to togeth too toward two \
    under until up upon us use used using usuall very via want was way ways we well went were what whatev when \
    whenev where wherea whethe which while who whole whom whose why will with within withou would yet you your \
    yours yourse ll ve re don didn doesn isn aren wasn won \
    그리 그러 그래 그런 그것 그와 그는 그녀 그들 이것 이러 이런 이와 이는 이를 이에 이번 이후 여기 여러 저것 저희 우리 \
    하지 하는 하고 하여 하면 하게 해야 했다 했습 합니 한다 하나 할수 되는 되어 되지 된다 됩니 되었 되면 됐다 있는 있습 있다 있고 \
    있어 있으 있을 있지 없는 없습 없다 없이 없고 같은 같이 같습 것이 것은 것을 것입 것으 것도 수도 수가 때문 때는 때에 때의 \
    위해 위한 위하 대한 대해 통해 통한 따라 따른 의해 의한 관한 관해 또한 또는 및 더욱 더 매우 아주 모든 모두 다른 \
    다음 경우 아니 않는 않습 않은 않고 않다 않을 않으 어떤 어떻 무엇 왜냐 그렇 이렇 만약 만일 예를 들어 먼저 \
    다시 바로 함께 각각 각 여전 이미 아직 항상 자주 가장 많은 많이 즉 등의 등을 등이 등에 대로 동안 사이 처럼 보다 \
    입니 니다 으로 에서 까지 부터 에게 에는 에도 로는 로의 와의 과의 이나 이라 라는 라고 이고 인지 들이 들은 들을 들의";

/// Whether a stem says nothing of what a text is about.
pub(crate) fn is_stop_word(stem: &str) -> bool {
    static SORTED: std::sync::LazyLock<std::collections::HashSet<&str>> =
        std::sync::LazyLock::new(|| WORDS.split_ascii_whitespace().collect());
    SORTED.contains(stem)
}
