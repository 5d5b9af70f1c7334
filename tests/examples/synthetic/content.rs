//! A made-up content folder, file by file. Used by the example `synthetic` and by the benchmarks.

use std::fmt::Write;

/// Entries in one area.
const PER_AREA: usize = 250;

/// Paths and texts of a content folder with so many entries.
pub fn files(count: usize) -> impl Iterator<Item = (String, String)> {
    let areas = count.div_ceil(PER_AREA).max(1);
    let fixed = [("site.yaml", site()), ("vocabulary.yaml", vocabulary()), ("areas.yaml", area_list(areas)), ("pages/about.md", about())];
    let fixed = fixed.into_iter().map(|(path, text)| (path.to_owned(), text));
    fixed.chain((0..count).map(move |number| {
        let (area, place) = (number / PER_AREA, number % PER_AREA);
        (format!("resources/area-{area}/place-{place}.yaml"), entry(number, area, count))
    }))
}

/// A small generator of numbers that look random (xorshift64*), so that every run writes the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % limit
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    fn in_hundred(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

const KINDS: [(&str, &str, &str); 8] = [
    ("free-space", "無料スペース", "ibasho"),
    ("ibasho", "居場所", "ibasho"),
    ("theme-cafe", "テーマのあるカフェ", "meet"),
    ("family-group", "家族会", "meet"),
    ("peer-group", "活動の会", "meet"),
    ("consultation", "相談窓口", "listen"),
    ("outreach", "訪ねてくれる相談", "listen"),
    ("work-experience", "はたらく体験", "work"),
];
const NEEDS: [(&str, &str); 4] = [
    ("ibasho", "安心できる居場所がほしい"),
    ("meet", "共鳴し合えるひとに会いたい"),
    ("listen", "親身に話を聴いてほしい"),
    ("work", "自分らしくはたらきたい"),
];
const AUDIENCES: [(&str, &str); 4] = [("self", "本人"), ("family", "家族"), ("supporter", "支援者"), ("anyone", "どなたでも")];
const COMFORTS: [(&str, &str); 8] = [
    ("alone-ok", "一人でいられる"),
    ("no-reservation", "予約なし"),
    ("no-talking", "話さなくてよい"),
    ("anonymous", "名前を言わなくてよい"),
    ("online", "家から参加できる"),
    ("email-ok", "メールで聞ける"),
    ("free", "無料"),
    ("small-group", "少人数"),
];
const FRONT: [&str; 12] = [
    "ひだまり",
    "こもれび",
    "なぎさ",
    "やすらぎ",
    "あおぞら",
    "さんぽみち",
    "みなと",
    "つむぎ",
    "はぐくみ",
    "こかげ",
    "そよかぜ",
    "あしたば",
];
const BACK: [&str; 10] = ["の家", "カフェ", "図書室", "サロン", "相談室", "広場", "公民館", "の会", "工房", "ひろば"];
const SENTENCES: [&str; 10] = [
    "一人で静かに時間を過ごせます。",
    "少人数で、お茶を飲みながら話します。",
    "何も話さなくても、ただいるだけで大丈夫です。",
    "途中で帰っても、次に来なくても、だれも何も言いません。",
    "くらしや仕事のこと、家族のことを、何でも聴きます。",
    "経験のある人が、隣に座って一緒に考えます。",
    "手を動かしながら、ゆっくり知り合っていく集まりです。",
    "見学だけでも、玄関までの下見だけでもかまいません。",
    "疲れたときのために、横になれる部屋があります。",
    "ご家族だけのご相談も受けています。",
];
const HOURS: [&str; 5] = ["10:00-17:00", "平日 9:00-17:30", "月・水・金 13:00-16:00", "火曜日〜土曜日 10:00-18:00", "土日 10:00-15:00"];
const CLOSED: [&str; 4] = ["水曜日", "月曜日、祝日", "年末年始", "土曜日、日曜日、祝日"];
const WHEN: [&str; 5] =
    ["毎月第4木曜日 13:30-15:30", "毎週土曜日 10:00-12:00", "毎月第1・第3火曜日 14:00-16:00", "偶数月の第2土曜日 13:00-15:00", "不定期"];

fn entry(number: usize, area: usize, count: usize) -> String {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1).wrapping_mul(0xd134_2543_de82_ef95));
    let n = &mut numbers;
    let kind = KINDS[n.below(KINDS.len())].0;
    let name = format!("{}{}{number}", n.one(&FRONT), n.one(&BACK));
    let mut out = format!("name: {name}\nkind: {kind}\nsummary: {}{}\n", n.one(&SENTENCES), n.one(&SENTENCES));
    let mut field = |chance: usize, n: &mut Numbers, text: &dyn Fn(&mut Numbers) -> String| {
        if n.in_hundred(chance) {
            out.push_str(&text(n));
        }
    };
    field(60, n, &|n| format!("reading: {}\n", n.one(&FRONT)));
    field(20, n, &|n| format!("other_names: [{}]\n", n.one(&FRONT)));
    field(30, n, &|n| format!("needs: [{}]\n", NEEDS[n.below(4)].0));
    field(15, n, &|n| format!("tagline: {}\n", n.one(&SENTENCES)));
    field(80, n, &|n| format!("audience: [{}]\n", AUDIENCES[n.below(4)].0));
    field(30, n, &|n| format!("eligibility: {}\n", n.one(&SENTENCES)));
    field(60, n, &|n| format!("comforts: [{}, {}]\n", COMFORTS[n.below(4)].0, COMFORTS[4 + n.below(4)].0));
    field(70, n, &|n| format!("organizers:\n  - name: {}の会\n    role: {}\n", n.one(&FRONT), n.one(&["主催", "共催", "委託"])));
    field(85, n, &|n| {
        format!(
            "venue:\n  name: {}{}\n  postal_code: 599-0{:03}\n  address: 阪南市{}町{}-{}\n  access: [「{}」駅から徒歩{}分]\n",
            n.one(&FRONT),
            n.one(&BACK),
            n.below(1000),
            n.one(&FRONT),
            1 + n.below(2000),
            1 + n.below(30),
            n.one(&FRONT),
            1 + n.below(20)
        )
    });
    field(90, n, &|n| {
        format!(
            "contacts:\n  - label: {}\n    phone: 072-{:03}-{:04}\n    hours: 平日 9:00-17:00\n",
            n.one(&FRONT),
            n.below(1000),
            n.below(10_000)
        )
    });
    field(60, n, &|n| format!("hours: [{}]\nclosed: [{}]\n", n.one(&HOURS), n.one(&CLOSED)));
    field(40, n, &|n| {
        format!("sessions:\n  - name: {}の集まり\n    when: {}\n    note: {}\n", n.one(&FRONT), n.one(&WHEN), n.one(&SENTENCES))
    });
    field(60, n, &|n| format!("fee: {}\n", n.one(&["無料", "300円(お茶代)", "実費"])));
    field(40, n, &|n| format!("reservation: {{needed: {}}}\n", n.one(&["no", "yes", "recommended"])));
    field(40, n, &|n| format!("first_visit: |\n  {}\n  {}\n\n  {}\n", n.one(&SENTENCES), n.one(&SENTENCES), n.one(&SENTENCES)));
    field(15, n, &|n| format!("contact_example: |\n  {}\n", n.one(&SENTENCES)));
    field(25, n, &|n| format!("worries: [{}, {}]\n", n.one(&SENTENCES), n.one(&SENTENCES)));
    field(15, n, &|n| format!("faq:\n  - q: 予約はいりますか。\n    a: {}\n", n.one(&SENTENCES)));
    field(10, n, &|n| {
        let (a, b) = (n.below(50), n.below(50));
        format!("figures:\n  - {{label: 参加者, value: {}, unit: 人, as_of: 2025-01, breakdown: {{本人: {a}, 家族: {b}}}}}\n", a + b)
    });
    field(10, n, &|_| "steps: [見学, 体験, 就労]\n".to_owned());
    field(20, n, &|n| format!("accessibility: {{wheelchair: {}, writing: {}}}\n", n.one(&["yes", "no", "不明"]), n.one(&["有", "無"])));
    field(30, n, &|n| format!("links:\n  - {{label: 案内のページ, url: \"https://www.town.lg.jp/{}\"}}\n", n.below(10_000)));
    field(50, n, &|n| {
        let other = n.below(count);
        if other == number { String::new() } else { format!("related: [area-{}/place-{}]\n", other / PER_AREA, other % PER_AREA) }
    });
    field(30, n, &|n| format!("since: {}\n", 2000 + n.below(26)));
    field(95, n, &|n| format!("checked: 2026-{:02}-{:02}\n", 1 + n.below(11), 1 + n.below(19)));
    field(90, n, &|n| format!("sources:\n  - {{title: {}の資料, date: 2026-0{}}}\n", n.one(&FRONT), 1 + n.below(9)));
    field(5, n, &|n| format!("areas: [area-{area}]\nstaff_note: {}\n", n.one(&SENTENCES)));
    out
}

fn terms(out: &mut String, key: &str, terms: &[(&str, &str)]) {
    writeln!(out, "{key}:").expect("a String takes everything");
    for (id, label) in terms {
        writeln!(out, "  - {{id: {id}, label: {label}}}").expect("a String takes everything");
    }
}

fn vocabulary() -> String {
    let mut out = String::new();
    terms(&mut out, "needs", &NEEDS);
    terms(&mut out, "audiences", &AUDIENCES);
    terms(&mut out, "comforts", &COMFORTS);
    out.push_str("kinds:\n");
    for (id, label, need) in KINDS {
        writeln!(out, "  - {{id: {id}, label: {label}, needs: [{need}]}}").expect("a String takes everything");
    }
    out
}

fn area_list(count: usize) -> String {
    let areas = (0..count).map(|area| format!("  - {{id: area-{area}, name: {}市{area}, reading: し}}\n", FRONT[area % FRONT.len()]));
    format!("areas:\n{}", areas.collect::<String>())
}

fn site() -> String {
    "title: 地域資源ブックマーク\nsubtitle: 速さをはかるための、架空の一覧\nbase_url: https://www.town.lg.jp/\nfreshness: {review_after_months: 12}\n".to_owned()
}

fn about() -> String {
    "---\ntitle: この一覧について\nnav: footer\n---\n速さをはかるためにつくった、架空の一覧です。\n".to_owned()
}
