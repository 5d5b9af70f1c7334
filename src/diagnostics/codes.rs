//! Every kind of problem by its code, and what it means. `docs/mistakes.md` is made from this list and from the fixtures of the
//! suite.

use std::cmp::Ordering;
use std::fmt;

/// Names each code once: its variant, its stable name and what it means, by the part of the content in which it arises.
macro_rules! codes {
    ($($part:literal: { $($code:ident $id:literal $meaning:literal,)* })*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $meaning] $code,)*)*
        }

        impl Code {
            /// Its stable name, e.g. `unknown-key`.
            pub const fn id(self) -> &'static str {
                match self { $($(Code::$code => $id,)*)* }
            }

            /// What it means, in a sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $($(Code::$code => $meaning,)*)* }
            }
        }

        /// Every code, by the part of the content in which it arises.
        pub const CODES: &[(&str, &[Code])] = &[$(($part, &[$(Code::$code,)*]),)*];
    };
}

codes! {
    "ファイル": {
        MissingFile "missing-file" "なくてはならないファイルがありません。",
        EmptyFile "empty-file" "ファイルに何も書かれていません。",
        FileName "file-name" "ファイルの名前の終わりが違うので、読まれません（.yml、.txt など）。",
        UnknownFile "unknown-file" "このファイルは読まれません。",
        UnknownFolder "unknown-folder" "このフォルダーの中は読まれません。",
        FileTooLarge "file-too-large" "ファイルが大きすぎます。",
        Unreadable "unreadable" "ファイルが開けません。",
        SymlinkEscapes "symlink-escapes" "リンクの行き先が content フォルダーの外です。",
        SeveralDocuments "several-documents" "一つのファイルに、`---` で区切った二つ以上の内容があります。",
        FrontMatter "front-matter" "`.md` のはじめの `---` から `---` までの項目が読めません。",
        NotUtf8 "not-utf-8" "文字コードが UTF-8 ではありません。",
        ByteOrderMark "byte-order-mark" "ファイルの先頭に、見えないしるし（BOM）があります。そのまま読めます。",
        Crlf "crlf" "行の終わりが Windows の形です。そのまま読めます。",
        ControlCharacter "control-character" "目に見えない制御文字が入っています。",
    }
    "YAML の書き方": {
        YamlSyntax "yaml-syntax" "字下げ、記号、引用符などの書き方が YAML として読めません。",
        YamlTag "yaml-tag" "`!` で始まるしるしは使えません。",
        YamlReference "yaml-reference" "`&` と `*` の参照は使えません。",
        TooComplex "too-complex" "入れ子が深すぎます。",
        DuplicateKey "duplicate-key" "同じ項目が二度書かれています。",
        KeyNotText "key-not-text" "項目の名前が言葉になっていません。",
        CommentInText "comment-in-text" "「#」から後ろがメモとして読みとばされています。",
    }
    "項目と値": {
        UnknownKey "unknown-key" "知らない項目の名前です。",
        MissingField "missing-field" "なくてはならない項目がありません。",
        WrongType "wrong-type" "文、一覧、「項目: 内容」の形が、その項目のものと違います。",
        UnknownValue "unknown-value" "決まった言葉から選ぶ項目に、ほかの言葉が書かれています。",
        TooMany "too-many" "一覧が長すぎます。",
        Sample "sample" "見本のまま残っています。",
        SheetError "sheet-error" "表計算ソフトの誤りの印（`#REF!` など）が入っています。",
        FuriganaNotHere "furigana-not-here" "ふりがなを付けられない項目です。",
        Reading "reading" "readings.yaml のよみが使えません。",
        Substitute "substitute" "substitutes の左には、文字を一つだけ書きます。",
        PhoneNumber "phone-number" "電話番号として読めません。",
        Email "email" "メールアドレスとして読めません。",
        Url "url" "アドレスとして読めません。",
        RefusedLink "refused-link" "使えない形のリンクです（`javascript:` など）。",
        PostalCode "postal-code" "郵便番号として読めません。",
        MunicipalityCode "municipality-code" "全国地方公共団体コードが正しくありません。",
        Location "location" "緯度と経度が読めないか、日本の外です。",
        PlaceholderAddress "placeholder-address" "住所や番号が、仮のもののようです。",
        Number "number" "数として読めません。",
        Ages "ages" "年齢として読めません。",
        Date "date" "日付として読めません。",
        BadId "bad-id" "id に使えない文字があります。",
        DuplicateId "duplicate-id" "同じ id が二つあります。",
        UnknownId "unknown-id" "そのような id はありません。",
        UnknownLanguage "unknown-language" "知らない言葉のしるしです。",
        UnknownIcon "unknown-icon" "その名前の絵はありません。",
        UnknownTheme "unknown-theme" "その名前の見た目（テーマ）はありません。",
        Template "template" "テーマの雛形に誤りがあります。",
    }
    "文章と写真": {
        BrokenLink "broken-link" "リンクの行き先がありません。",
        BrokenPart "broken-part" "リンクの行き先のページに、その見出しがありません。",
        HtmlAsText "html-as-text" "HTML のタグは、文字としてそのまま出ます。",
        StrayEmphasis "stray-emphasis" "強調の `*` が効いていません。",
        StrayLink "stray-link" "リンクの印が効いていません。",
        UnsupportedMark "unsupported-mark" "使えない印です。文字としてそのまま出ます。",
        NumberAsList "number-as-list" "数字と点で始まる行が、番号つきの一覧になります。",
        ImageMissing "image-missing" "その名前の画像がありません。",
        ImageType "image-type" "画像として読めません。",
        ImageWithoutAlt "image-without-alt" "画像に、見えない人にも伝わる言葉がありません。",
    }
    "日と時間": {
        WeekdayMismatch "weekday-mismatch" "日付と曜日、または祝日が合いません。",
        YearMismatch "year-mismatch" "元号の年と西暦の年が合いません。",
        TimeUnread "time-unread" "読み取れない言葉があります。",
        UnreadDeadline "unread-deadline" "申しこみの最後の日として読めません。",
        TimeImpossible "time-impossible" "ありえない日や時刻です。",
        TimeBackward "time-backward" "終わりが始まりより前です。",
        TimeAmbiguous "time-ambiguous" "二通りに読めます。",
        TimeContradiction "time-contradiction" "書かれたことどうしが食い違っています。",
        TimeNoYear "time-no-year" "日付に年がありません。",
        TimeNoTimes "time-no-times" "時刻がありません。",
        TimeNoDays "time-no-days" "曜日や日がありません。",
        TimeUnsaid "time-unsaid" "言われていないことがあります。",
        TimeMisplaced "time-misplaced" "ここに書くことではありません。",
        TimeNoAnchor "time-no-anchor" "いつから数えるかがわからないので、日にちは出ません。",
        TimeIrregular "time-irregular" "決まった日がないので、日にちは出ません。",
    }
    "場所のあいだ、全体": {
        SameAddress "same-address" "二つの内容が、同じページのアドレスになります。",
        SameName "same-name" "同じ名前の場所があります。",
        ReservedName "reserved-name" "サイトが自分で使う名前です。",
        UnsafePath "unsafe-path" "Windows などで使えない名前です。",
        PathEscapes "path-escapes" "アドレスがサイトの外に出ています。",
        AreaCircle "area-circle" "地域が、めぐりめぐって自分自身にふくまれています。",
        VariationWithoutEntry "variation-without-entry" "もとになる場所のファイルがありません。",
        VenueTwice "venue-twice" "venue と venues の両方が書かれています。",
        UndisclosedAddress "undisclosed-address" "公開しない場所に、住所や位置が書かれています。",
        ComfortContradiction "comfort-contradiction" "安心ポイントと、ほかの項目が食い違っています。",
        BreakdownSum "breakdown-sum" "内訳の合計が、数と合いません。",
        ValidOrder "valid-order" "載せる期間の終わりが、始まりより前です。",
        ValidOver "valid-over" "載せる期間が過ぎています。",
        CheckedInFuture "checked-in-future" "確かめた日が、きょうより後です。",
        NeverChecked "never-checked" "確かめた日が書かれていません。",
        Stale "stale" "確かめてから長くたっています。",
        AskUnreachable "ask-unreachable" "かわりにきける所に、連絡する方法がありません。",
        AskWithoutContact "ask-without-contact" "かわりにきける所に、連絡先がありません。",
        NobodyToAsk "nobody-to-ask" "連絡先も、かわりにきける所もありません。",
        UrgentMissing "urgent-missing" "つらいときの窓口が書かれていません。",
        UrgentStale "urgent-stale" "つらいときの窓口を、確かめてから長くたっています。",
        UrgentWithoutSource "urgent-without-source" "つらいときの窓口に、何で確かめたかが書かれていません。",
        MapOutline "map-outline" "地図の輪郭のファイルが読めません。",
    }
    "リーフレット": {
        UnknownFormat "unknown-format" "その名前の紙の形はありません。",
        UnknownPaper "unknown-paper" "その紙の大きさは使えません。",
        LeafletEmpty "leaflet-empty" "載せるものが一つもありません。",
        LeafletOverflow "leaflet-overflow" "紙に入りきりません。",
        RepeatedEdition "repeated-edition" "同じ版が、形ごとにくりかえし書かれています。",
        Unprintable "unprintable" "紙に印刷できない文字があります。",
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Findings are told in the order of names, which is also that of reports for machines.
impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
