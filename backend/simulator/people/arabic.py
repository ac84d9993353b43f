"""Customers who write Arabic."""

from backend.simulator.persona import Mood, Persona, Topic

PEOPLE = (
    Persona(
        key="layla",
        name="ليلى حسن",
        language="ar",
        mood=Mood.WORRIED,
        topic=Topic.ACCOUNT,
        phone="971500000189",
        username="",
        listed=True,
        traits=(("Orders, 90 days", "3"), ("Yearly spend", "720 USD"), ("Pays with", "card")),
        past=(
            "< مرحباً، وصلتني رسالة عن تسجيل دخول لا أعرفه.",
            "> مرحباً ليلى، أوقفنا الجلسة حفاظاً على حسابك. هل يمكنك تأكيد آخر مبلغ دفعته؟",
            "< نعم، 240 درهماً للطلب BR-70145.",
            "> شكراً لك، حسابك آمن الآن. نرجو تغيير كلمة المرور.",
            "< غيّرتها، لكن لا أرى طلباتي السابقة.",
        ),
        opening=("السلام عليكم، طلباتي السابقة لا تظهر في حسابي.",),
        turns=(("شكراً، سأنتظر.",), ("quote: ظهرت الآن، ممتاز.",)),
        asked="البريد نفسه المسجل، ورقم الطلب BR-70145.",
        impatient="هل من أحد يمكنه المساعدة من فضلكم؟",
        thanks="شكراً جزيلاً لكم!",
    ),
    Persona(
        key="omar",
        name="عمر خليل",
        language="ar",
        mood=Mood.CALM,
        topic=Topic.LOGISTICS,
        phone="971500000192",
        username="",
        listed=False,
        traits=(),
        past=(
            "< مساء الخير، هل يمكن تغيير عنوان التوصيل؟",
            "> مساء الخير عمر، بالتأكيد. أرسل لنا الموقع من فضلك.",
            "< place: دبي مارينا",
            "> تم التغيير، وسيصل الطلب غداً قبل السادسة مساءً.",
            "< شكراً لكم.",
        ),
        opening=("مساء الخير، المندوب يقول إن العنوان غير واضح.", "place: دبي مارينا"),
        turns=(("نعم، هذا هو الموقع الصحيح.",), ("react: 🌹",)),
        asked="الطلب BR-70262، البرج رقم 4.",
        impatient="أرجو الرد قبل أن يعود المندوب.",
        thanks="وصل، شكراً لكم!",
    ),
)
