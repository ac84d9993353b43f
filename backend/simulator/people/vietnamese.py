"""Customers who write Vietnamese."""

from backend.simulator.persona import Mood, Persona, Topic

PEOPLE = (
    Persona(
        key="linh",
        name="Nguyễn Thùy Linh",
        language="vi",
        mood=Mood.CALM,
        topic=Topic.PROMOTION,
        phone="84900000178",
        username="",
        listed=True,
        traits=(("Orders, 90 days", "4"), ("Yearly spend", "530 USD"), ("Pays with", "wallet")),
        past=(
            "< Chào shop, mã giảm giá tháng này áp dụng đến ngày nào ạ?",
            "> Chào chị Linh, mã BRAID10 áp dụng đến hết Chủ nhật cho tất cả túi vải ạ.",
            "< Em cảm ơn shop nhiều!",
            "> Dạ, cảm ơn chị đã ủng hộ ạ.",
        ),
        opening=("Shop ơi, em nhập mã BRAID10 mà báo lỗi ạ.",),
        turns=(("Dạ em thử lại được rồi ạ.",), ("photo: Em mua mẫu này ạ",)),
        asked="Dạ đơn BR-90127, túi vải màu kem ạ.",
        impatient="Shop ơi, shop xem giúp em với ạ.",
        thanks="Em cảm ơn shop ạ!",
    ),
    Persona(
        key="minh",
        name="Trần Văn Minh",
        language="vi",
        mood=Mood.ANGRY,
        topic=Topic.PAYMENT,
        phone="",
        username="minh.tran",
        listed=False,
        traits=(),
        past=(
            "@ Tôi bị trừ tiền hai lần cho đơn BR-60311.",
            "> Chào anh Minh, chúng tôi rất xin lỗi. Anh gửi giúp ảnh giao dịch được không ạ?",
            "@ photo: Ảnh giao dịch đây",
        ),
        opening=("Tiền của tôi vẫn chưa được hoàn lại.", "Bao giờ mới xong?"),
        turns=(("Tôi cần thời gian cụ thể.",), ("Được, tôi chờ đến chiều mai.",)),
        asked="Đơn BR-60311, ngân hàng báo trừ hai lần.",
        impatient="Sao không ai trả lời tôi vậy?",
        thanks="Tôi nhận được tiền rồi, cảm ơn.",
    ),
)
