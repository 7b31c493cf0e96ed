"""The built-in programmes hold every fact known of the agreement of October 2022, and no other."""

from datetime import date

import pytest

from coopledger.quantity.writing import write_quantity
from coopledger.terms import Form, Pledge, Terms, parse
from coopledger.terms.fields import Model, Words, Years
from coopledger.terms.workspace import builtin_programmes, read_file
from tests.conftest import PROGRAMMES

PROVINCE = ("tỉnh Thanh Hóa", "Thanh Hóa Province")

PARTIES = {
    "hau-loc": ("Huyện Hậu Lộc", "Hậu Lộc District", "huyện"),
    "bim-son": ("Thị xã Bỉm Sơn", "Bỉm Sơn Town", "thị xã"),
    "lang-chanh": ("Huyện Lang Chánh", "Lang Chánh District", "huyện"),
}

SUCCESSORS = {
    "hau-loc": [
        ("xa-hau-loc", "Xã Hậu Lộc", "16012"),
        ("xa-trieu-loc", "Xã Triệu Lộc", "16021"),
        ("xa-dong-thanh", "Xã Đông Thành", "16033"),
        ("xa-hoa-loc", "Xã Hoa Lộc", "16072"),
        ("xa-van-loc", "Xã Vạn Lộc", "16078"),
    ],
    "bim-son": [
        ("phuong-bim-son", "Phường Bỉm Sơn", "14812"),
        ("phuong-quang-trung", "Phường Quang Trung", "14818"),
    ],
    "lang-chanh": [
        ("xa-linh-son", "Xã Linh Sơn", "15055"),
        ("xa-dong-luong", "Xã Đồng Lương", "15058"),
        ("xa-van-phu", "Xã Văn Phú", "15049"),
        ("xa-giao-an", "Xã Giao An", "15043"),
        ("xa-yen-khuong", "Xã Yên Khương", "15031"),
        ("xa-yen-thang", "Xã Yên Thắng", "15034"),
    ],
}

EXPERIENCE = (
    "Trao đổi thông tin, chia sẻ kinh nghiệm lãnh đạo, chỉ đạo",
    "Exchange of information and experience in leadership",
)
ECONOMY = ("Hợp tác, hỗ trợ về lĩnh vực kinh tế", "Cooperation and support in the economy")
CULTURE = (
    "Hợp tác, hỗ trợ về lĩnh vực văn hóa - xã hội",
    "Cooperation and support in culture and society",
)

SHARED_ACTIVITIES = [
    ("development-and-defence", "Phát triển kinh tế - xã hội, đảm bảo quốc phòng - an ninh",
     "Socio-economic development, defence and security"),
    ("party-building", "Xây dựng Đảng và hệ thống chính trị",
     "Party building and the political system"),
]  # fmt: skip

AREAS = {
    "hau-loc-lang-chanh": {
        "1": (EXPERIENCE, SHARED_ACTIVITIES),
        "2": (ECONOMY, [
            ("agricultural-models", "Mô hình tái cơ cấu nông nghiệp",
             "Agricultural restructuring models"),
            ("land-consolidation", "Tích tụ đất đai, sản xuất hàng hóa công nghệ cao",
             "Land consolidation for high-tech commodity farming"),
            ("new-style-rural-areas",
             "Nông thôn mới, NTM nâng cao, NTM kiểu mẫu (Chương trình MTQG)",
             "New-style rural areas, advanced and model (national target programme)"),
            ("investment-information",
             "Thông tin chủ trương đầu tư, quy hoạch cho tổ chức, cá nhân, doanh nghiệp",
             "Investment policy and planning information for organisations, people and firms"),
            ("trade-exchange",
             "Giao lưu thương mại, tiêu thụ sản phẩm thế mạnh, sản phẩm OCOP",
             "Trade exchange and sale of local strengths and OCOP products"),
        ]),
        "3": (CULTURE, [
            ("intangible-culture", "Bảo tồn, phát huy văn hóa truyền thống phi vật thể",
             "Intangible traditional culture"),
            ("relics", "Trùng tu, tôn tạo di tích, danh lam thắng cảnh",
             "Restoring relics and scenic sites"),
            ("village-conventions", "Hương ước, quy ước làng văn hóa", "Village conventions"),
            ("digital-transformation", "Chuyển đổi số, công nghệ thông tin",
             "Digital transformation and IT"),
            ("culture-exchange", "Chương trình giao lưu văn hóa truyền thống giữa hai huyện",
             "Traditional culture exchange between the two districts"),
            ("linking-schools", "Kết nối, chia khó giữa các nhà trường",
             "Linking schools and sharing their difficulties"),
            ("education-visits", "Tham quan, trao đổi kinh nghiệm giáo dục",
             "Study visits in education"),
            ("standard-schools", "Xây dựng trường đạt chuẩn Quốc gia",
             "Schools to national standard"),
            ("health-care", "Trao đổi kinh nghiệm chăm sóc sức khỏe",
             "Exchange of experience in health care"),
            ("health-stations", "Trạm y tế đạt chuẩn Quốc gia",
             "Health stations to national standard"),
            ("vocational-training", "Giới thiệu doanh nghiệp đào tạo nghề, xuất khẩu lao động",
             "Introducing firms for vocational training and labour export"),
            ("poverty-reduction", "Xóa đói, giảm nghèo (Chương trình MTQG)",
             "Poverty reduction (national target programme)"),
        ]),
        "4": (("Hỗ trợ đầu tư xây dựng nhà lớp học", "Support for a school building"), []),
    },
    "bim-son-lang-chanh": {
        "1": (EXPERIENCE, SHARED_ACTIVITIES),
        "2": (ECONOMY, []),
        "3": (CULTURE, []),
        "4": (("Hỗ trợ xi măng làm các công trình hạ tầng", "Cement for infrastructure works"), []),
    },
}  # fmt: skip

CHAIRS = [
    ("Hoàng Anh Tuấn", "Bí thư Huyện ủy, Chủ tịch HĐND huyện Hậu Lộc",
     "Party Secretary and People's Council Chair, Hậu Lộc"),
    ("Nguyễn Xuân Hồng", "Bí thư Huyện ủy, Chủ tịch HĐND huyện Lang Chánh",
     "Party Secretary and People's Council Chair, Lang Chánh"),
    ("Đào Vũ Việt", "Bí thư Thị ủy, Chủ tịch HĐND thị xã Bỉm Sơn",
     "Party Secretary and People's Council Chair, Bỉm Sơn"),
]  # fmt: skip

TERMS = {terms.id: terms for terms in parse(read_file(PROGRAMMES))}
both = pytest.mark.parametrize("terms", TERMS.values(), ids=list(TERMS))


def pair(words: Words | None) -> tuple[str, str]:
    assert words is not None
    return words.vi, words.en


def stated(part: Model) -> set[str]:
    """The fields that say something."""
    return {name for name, value in part if value not in (None, (), False)}


def test_the_programmes_are_the_two_that_were_signed() -> None:
    assert {name: terms.sides for name, terms in TERMS.items()} == {
        "hau-loc-lang-chanh": ("hau-loc", "lang-chanh"),
        "bim-son-lang-chanh": ("bim-son", "lang-chanh"),
    }


def test_the_built_in_programmes_are_this_very_file() -> None:
    assert builtin_programmes().read_bytes() == PROGRAMMES.read_bytes()


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [
        ("hau-loc-lang-chanh", "huyện Hậu Lộc", "Hậu Lộc District"),
        ("bim-son-lang-chanh", "thị xã Bỉm Sơn", "Bỉm Sơn Town"),
    ],
)
def test_a_programme_is_called_what_was_signed(name: str, vi: str, en: str) -> None:
    assert TERMS[name].programme.title.vi == (
        "Hợp tác, hỗ trợ phát triển kinh tế - xã hội "
        f"giữa {vi} và huyện Lang Chánh, giai đoạn 2021-2025"
    )
    assert TERMS[name].programme.title.en == (
        "Cooperation and support in socio-economic development "
        f"between {en} and Lang Chánh District, 2021-2025"
    )


@both
def test_a_programme_has_its_period_and_signing(terms: Terms) -> None:
    programme, signing = terms.programme, terms.programme.signing

    assert programme.period == Years(2021, 2025)
    assert signing is not None
    assert signing.date == date(2022, 10, 14)
    assert pair(signing.place) == ("huyện Hậu Lộc", "Hậu Lộc District")
    assert [(one.name, *pair(one.position)) for one in signing.chaired_by] == CHAIRS


def test_one_draft_was_presented_by_somebody_named() -> None:
    signings = {name: terms.programme.signing for name, terms in TERMS.items()}
    presenters = {name: signing.draft_presented_by for name, signing in signings.items() if signing}

    presenter = presenters["hau-loc-lang-chanh"]
    assert presenter is not None
    assert presenter.name == "Vũ Thị Hà"
    assert presenter.position.vi == "Phó Chủ tịch UBND huyện Hậu Lộc"
    assert presenters["bim-son-lang-chanh"] is None


@both
def test_a_programme_rests_on_the_plan_and_the_resolutions(terms: Terms) -> None:
    plan, resolutions = terms.programme.legal_basis

    assert (plan.number, plan.date) == ("278/KH-UBND", date(2021, 12, 14))
    assert plan.issuer is not None
    assert plan.issuer.vi == "UBND tỉnh Thanh Hóa"
    assert plan.title.vi == (
        "Kế hoạch triển khai Chương trình phát triển kinh tế - xã hội "
        "khu vực miền núi Thanh Hóa giai đoạn 2021-2025"
    )
    assert plan.title.en == (
        "Plan implementing the socio-economic development programme "
        "for the mountain area of Thanh Hóa 2021-2025"
    )
    assert stated(resolutions) == {"title"}
    assert pair(resolutions.title) == (
        "Nghị quyết Đại hội Đảng bộ các huyện, thị xã nhiệm kỳ 2020-2025",
        "Party congress resolutions of the localities, term 2020-2025",
    )


@both
def test_a_programme_says_what_is_not_known_of_it(terms: Terms) -> None:
    assert terms.programme.document_number is None
    assert [words.en for words in terms.programme.not_stated] == [
        "document number of the programme",
        "signatories",
    ]


@both
def test_a_programme_has_four_content_areas_with_their_activities(terms: Terms) -> None:
    areas = {
        number: (
            pair(area.title),
            [(activity.id, *pair(activity.title)) for activity in area.activities],
        )
        for number, area in terms.areas
    }

    assert areas == AREAS[terms.id]
    assert list(areas) == ["1", "2", "3", "4"]


@both
def test_support_with_a_number_stands_in_the_fourth_area_alone(terms: Terms) -> None:
    assert [len(area.pledges) for _, area in terms.areas] == [0, 0, 0, 1]


def test_the_school_is_four_classrooms_under_a_ceiling() -> None:
    school = TERMS["hau-loc-lang-chanh"].pledges["giao-an-school"]

    assert stated(school) == {
        "id", "title", "form", "target", "ceiling", "window", "by", "beneficiary", "place",
        "not_stated",
    }  # fmt: skip
    assert pair(school.title) == (
        "Nhà lớp học 1 tầng, 4 phòng học",
        "School building, one storey, four classrooms",
    )
    assert (school.form, school.by, school.window) == (Form.WORKS, "provider", Years(2022, 2023))
    assert said(school, "target") == ("4 phòng học", "4 classrooms")
    assert school.ceiling is not None
    assert write_quantity(school.ceiling.amount, "vi") == "4 tỷ đồng"
    assert school.ceiling.per is None
    assert pair(school.beneficiary) == (
        "Trường Tiểu học và THCS Giao An",
        "Giao An Primary and Lower Secondary School",
    )
    assert pair(school.place) == (
        "xã Giao An, huyện Lang Chánh",
        "Giao An Commune, Lang Chánh District",
    )
    assert [words.en for words in school.not_stated] == [
        "who builds or whether the money is transferred",
        "location of the site",
        "design",
        "due dates within a year",
    ]


def test_the_cement_is_two_thousand_tonnes_in_four_equal_years() -> None:
    cement = TERMS["bim-son-lang-chanh"].pledges["cement"]

    assert stated(cement) == {
        "id", "title", "form", "target", "equivalent", "window", "schedule", "by", "purpose",
        "not_stated",
    }  # fmt: skip
    assert pair(cement.title) == ("Xi măng", "Cement")
    assert (cement.form, cement.by, cement.window) == (Form.GOODS, "provider", Years(2022, 2025))
    assert said(cement, "target") == ("2.000 tấn", "2,000 t")
    assert cement.equivalent is not None
    assert write_quantity(cement.equivalent.amount, "vi") == "3 tỷ đồng"
    assert (cement.equivalent.about, cement.equivalent.over) == (False, False)
    assert [
        (part.year, part.due_on, write_quantity(part.quantity, "en")) for part in cement.instalments
    ] == [(year, date(year, 12, 31), "500 t") for year in (2022, 2023, 2024, 2025)]
    assert pair(cement.purpose) == ("làm các công trình hạ tầng", "infrastructure works")
    assert [words.en for words in cement.not_stated] == [
        "grade",
        "bags or bulk",
        "place of delivery",
        "transport cost",
        "communes",
        "due dates within a year",
        "list of the works",
    ]


def said(pledge: Pledge, field: str) -> tuple[str, str]:
    quantity = getattr(pledge, field)
    return write_quantity(quantity, "vi"), write_quantity(quantity, "en")


@both
def test_the_parties_are_those_of_2022_until_the_district_level_ended(terms: Terms) -> None:
    for side in terms.sides:
        party = terms.parties[side]
        vi, en, kind = PARTIES[side]
        assert pair(party.name) == (vi, en)
        assert party.type.vi == kind
        assert pair(party.province) == PROVINCE
        assert (party.code, party.since, party.until) == (None, None, date(2025, 6, 30))


@both
def test_each_party_was_followed_by_communes_with_their_codes(terms: Terms) -> None:
    assert {row.predecessor for row in terms.succession} == set(terms.sides)
    for row in terms.succession:
        followers = [(name, terms.parties[name]) for name in row.successors]
        assert row.effective == date(2025, 7, 1)
        assert [(name, party.name.vi, party.code) for name, party in followers] == SUCCESSORS[
            row.predecessor
        ]
        assert {party.since for _, party in followers} == {date(2025, 7, 1)}
        assert {party.until for _, party in followers} == {None}
        assert {pair(party.province) for _, party in followers} == {PROVINCE}
        assert [(paper.number, paper.date) for paper in row.by] == [
            ("203/2025/QH15", None),
            ("1686/NQ-UBTVQH15", date(2025, 6, 16)),
        ]


@both
def test_a_programme_knows_its_own_parties_and_no_others(terms: Terms) -> None:
    followers = {name for side in terms.sides for name, *_ in SUCCESSORS[side]}

    assert set(terms.parties) == {*terms.sides, *followers}


@pytest.mark.parametrize(
    ("programme", "party", "words"),
    [
        ("hau-loc-lang-chanh", "xa-hau-loc", ["nhỏ hơn nhiều", "huyện cũ"]),
        ("bim-son-lang-chanh", "phuong-bim-son", ["nhỏ hơn nhiều", "Hà Vinh", "Hà Trung"]),
        ("bim-son-lang-chanh", "xa-giao-an", ["Giao Thiện", "mã số", "Trường Tiểu học và THCS"]),
    ],
)
def test_a_name_that_misleads_has_a_note(programme: str, party: str, words: list[str]) -> None:
    note = TERMS[programme].parties[party].note

    assert note is not None
    assert [word for word in words if word not in note.vi] == []


@both
def test_no_obligation_has_moved_to_a_successor(terms: Terms) -> None:
    assert [pledge.shares for pledge in terms.pledges.values()] == [()]


@both
def test_the_units_are_what_the_two_pledges_and_their_handovers_need(terms: Terms) -> None:
    assert set(terms.units) == {"tonne", "kg", "bag", "VND", "classroom"}


def test_nothing_is_said_of_what_was_delivered() -> None:
    assert set(read_file(PROGRAMMES).tree()) == {
        "units", "parties", "succession", "programmes",
    }  # fmt: skip
    assert not any(terms.programme.invented for terms in TERMS.values())
