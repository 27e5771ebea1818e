import { oldCommunes } from './places.ts'

/** Where, how often and in which months a kind of initiative is carried out in the demonstration district. */
export type Plan = {
  kind: string
  line: string
  /** The name of the initiative in a place such as “Long Trạch” or “huyện Cần Đước”. */
  name: (place: string) => string
  /** Keys of the units that run it: `old/28111`, `district`, `hamlet/28111/1`. */
  places: readonly string[]
  /** How often something is recorded in a plain month, beside the other kinds. */
  often: number
  /** How much more or less in each month, January first. */
  season: readonly number[]
  /** How many of its records come with a photo. */
  pictured: number
  /** Two to four sober sentences, of which each initiative takes one set. */
  summaries: readonly string[]
}

const codes = oldCommunes.map(({ code }) => code)
const communes = (...wanted: string[]) => (wanted.length > 0 ? wanted : codes).map((code) => `old/${code}`)
const even = [1, 0.7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
/** Women's work gathers around 8 March and 20 October, and gifts before Tết. */
const womensYear = [1.3, 0.6, 1.5, 0.9, 1, 1, 0.9, 1, 1, 1.6, 1, 1.2]
/** Work outdoors waits for the dry season. */
const drySeason = [1.2, 0.7, 1.4, 1.3, 1.2, 0.8, 0.6, 0.6, 0.6, 0.7, 1.1, 1.3]

export const plans: readonly Plan[] = [
  {
    kind: 'following_uncle_ho',
    line: 'front',
    name: (place) => `Tôi làm theo Bác ở ${place}`,
    places: [...communes(), 'district'],
    often: 1,
    season: [1.2, 0.6, 1, 1, 1.8, 1, 0.9, 0.9, 1.3, 1, 1, 1.1],
    pictured: 0.66,
    summaries: [
      'Mỗi khu dân cư có một sổ đăng ký việc làm theo Bác. Người dân tự chọn việc vừa sức, ghi ngày làm xong, ban công tác Mặt trận xác nhận. Việc chưa xong được nhắc lại ở kỳ họp sau.',
      'Mặt trận cùng các đoàn thể vận động mỗi hộ đăng ký ít nhất một việc cụ thể trong năm: giữ sạch đoạn đường trước nhà, giúp một hộ khó khăn, bỏ một thói quen lãng phí. Kết quả đọc công khai trong ngày hội đại đoàn kết.',
      'Mô hình bắt đầu từ các hộ đảng viên rồi mở rộng ra toàn dân. Chỉ việc đã làm xong mới được tính. Mỗi quý, khu dân cư chọn vài việc tốt để giới thiệu trên loa truyền thanh.',
    ],
  },
  {
    kind: 'folk_music',
    line: 'front',
    name: (place) => `Giữ gìn đờn ca, cải lương ở ${place}`,
    places: [...communes('28135', '28138', '28144', '28108', '28141', '28156'), 'district'],
    often: 0.8,
    season: [1.4, 1.5, 1, 1, 1, 0.9, 0.9, 0.9, 1.1, 1, 1, 1.2],
    pictured: 0.75,
    summaries: [
      'Câu lạc bộ sinh hoạt mỗi tháng hai tối tại nhà văn hóa. Nghệ nhân lớn tuổi truyền nghề cho học sinh, bài bản tổ được thu lại để lưu giữ. Buổi diễn mở cửa cho người dân xem.',
      'Mô hình duy trì câu lạc bộ đờn ca tài tử, đưa đờn ca vào hội họp, lễ kỷ niệm và trường học. Đài truyền thanh phát lại các bản thu vào chiều thứ bảy.',
    ],
  },
  {
    kind: 'home_composting',
    line: 'farmers',
    name: (place) => `Xử lý rác hữu cơ tại hộ gia đình ở ${place}`,
    places: communes(
      '28111',
      '28114',
      '28123',
      '28117',
      '28120',
      '28126',
      '28129',
      '28135',
      '28138',
      '28150',
      '28141',
      '28153',
    ),
    often: 1,
    season: even,
    pictured: 0.75,
    summaries: [
      'Hội viên được hướng dẫn phân loại rác và ủ rác hữu cơ bằng chế phẩm vi sinh trong thùng 120 lít. Phân ủ dùng bón rau và cây ăn trái tại vườn. Chi hội đến xem từng hộ trước khi ghi nhận.',
      'Mô hình bắt đầu ở một ấp rồi nhân ra các ấp còn lại. Hộ nghèo được trao thùng ủ, hộ khác tự trang bị. Lượng rác đưa ra bãi giảm rõ từ năm thứ hai.',
      'Mỗi chi hội có một tổ nòng cốt đi từng nhà hướng dẫn. Hằng tháng, tổ ước lượng rác đã ủ theo số lần đầy thùng và báo về Hội.',
    ],
  },
  {
    kind: 'model_road',
    line: 'farmers',
    name: (place) => `Tuyến đường quê kiểu mẫu ở ${place}`,
    places: communes(
      '28111',
      '28117',
      '28120',
      '28126',
      '28132',
      '28135',
      '28138',
      '28144',
      '28147',
      '28156',
    ),
    often: 0.75,
    season: drySeason,
    pictured: 0.85,
    summaries: [
      'Nông dân hai bên đường trồng hoa, kéo đèn và giữ sạch mặt đường. Hộ nào phụ trách đoạn trước nhà hộ ấy. Sáng chủ nhật cuối tháng cả tuyến cùng ra quân.',
      'Tuyến đường được chọn tại cuộc họp ấp. Nhà nước hỗ trợ cột đèn, người dân góp cây giống và ngày công. Ảnh trước và sau được lưu cùng từng lần làm.',
    ],
  },
  {
    kind: 'godmothers',
    line: 'women',
    name: (place) => `Mẹ đỡ đầu ở ${place}`,
    places: [
      ...communes('28111', '28114', '28123', '28126', '28135', '28138', '28108', '28141', '28144', '28156'),
      'district',
    ],
    often: 1,
    season: womensYear,
    pictured: 0.5,
    summaries: [
      'Hội viên và nhà hảo tâm nhận đỡ đầu trẻ mồ côi, trẻ khó khăn đến khi các em đủ 18 tuổi. Tiền trao hằng tháng, có chữ ký người giám hộ. Thông tin của các em được giữ kín.',
      'Mỗi trẻ có ít nhất một mẹ đỡ đầu đến thăm thường xuyên, xem việc học và sức khỏe. Hội theo dõi bằng sổ riêng, không công bố tên và hình ảnh các em.',
    ],
  },
  {
    kind: 'disabled_children',
    line: 'women',
    name: (place) => `Nuôi trẻ khuyết tật ở ${place}`,
    places: communes('28111', '28108', '28138', '28153'),
    often: 0.7,
    season: womensYear,
    pictured: 0.45,
    summaries: [
      'Hội giúp gia đình có trẻ khuyết tật nặng về tiền, sữa, tã và công chăm sóc. Chi hội phân công hội viên ở gần thay phiên đến phụ. Danh tính gia đình được giữ kín.',
    ],
  },
  {
    kind: 'poor_women',
    line: 'women',
    name: (place) => `Hỗ trợ phụ nữ nghèo ở ${place}`,
    places: communes('28111', '28120', '28126', '28132', '28138', '28147', '28150', '28144'),
    often: 0.7,
    season: [1.6, 0.6, 1.3, 0.9, 0.9, 0.9, 0.9, 0.9, 1, 1.5, 1.2, 1.5],
    pictured: 0.45,
    summaries: [
      'Hội xét hỗ trợ vốn không tính lãi, cây con giống hoặc giới thiệu việc làm cho phụ nữ nghèo, cận nghèo. Chi hội theo dõi đến khi hộ được công nhận thoát nghèo. Tên người nhận không công bố.',
      'Mỗi năm, mỗi chi hội nhận giúp ít nhất một chị có địa chỉ cụ thể. Vốn xoay vòng thu lại để giúp người tiếp theo.',
    ],
  },
  {
    kind: 'plastic_for_school',
    line: 'women',
    name: (place) => `Hạn chế rác thải nhựa gây quỹ tiếp sức học sinh ở ${place}`,
    places: communes(
      '28111',
      '28114',
      '28117',
      '28123',
      '28126',
      '28129',
      '28135',
      '28138',
      '28141',
      '28144',
      '28150',
      '28108',
    ),
    often: 1,
    season: [1.3, 0.6, 1.2, 1, 1, 1, 0.9, 1.5, 1.4, 1.2, 1, 1],
    pictured: 0.8,
    summaries: [
      'Hội viên phân loại chai nhựa, lon, giấy vụn tại nhà, mang đến điểm tập kết vào tuần cuối tháng. Tiền bán gây quỹ trao học bổng đầu năm học và dịp Tết. Số kg và số tiền công khai tại chi hội.',
      'Mỗi ấp có một “ngôi nhà xanh” chứa phế liệu. Chi hội cân, bán và ghi sổ trước mặt hội viên. Quỹ chỉ dùng cho học sinh nghèo, khó khăn; tên các em không công bố.',
    ],
  },
  {
    kind: 'savings_group',
    line: 'women',
    name: (place) => `Tổ phụ nữ tiết kiệm ${place}`,
    places: [
      '28108/1',
      '28114/2',
      '28117/1',
      '28120/3',
      '28126/1',
      '28129/2',
      '28135/1',
      '28138/2',
      '28141/1',
      '28147/3',
      '28153/1',
      '28156/2',
    ].map((place) => `hamlet/${place}`),
    often: 1,
    season: even,
    pictured: 0.55,
    summaries: [
      'Tổ họp mỗi tháng một lần, mỗi thành viên góp một mức như nhau. Vốn cho thành viên vay làm ăn nhỏ, trả dần. Hết chu kỳ một năm thì chia lại và bắt đầu chu kỳ mới.',
      'Tổ có quy chế, sổ góp của từng người và ba người giữ chìa khóa hộp tiền. Mọi khoản thu, chi làm trước mặt các thành viên.',
    ],
  },
  {
    kind: 'piggy_bank',
    line: 'women',
    name: (place) => `Nuôi heo đất tiết kiệm ở ${place}`,
    places: ['old/28111', 'hamlet/28111/1', 'hamlet/28111/2', 'hamlet/28111/3'],
    often: 0.8,
    season: [0.8, 0.5, 2.4, 0.8, 0.8, 0.8, 0.7, 0.8, 0.9, 2.6, 0.8, 0.8],
    pictured: 0.85,
    summaries: [
      'Hội viên bỏ heo đất mỗi ngày vài nghìn đồng. Heo khui vào dịp 8/3 và 20/10, đếm tiền trước mọi người và lập biên bản. Tiền dùng giúp hội viên, học sinh khó khăn.',
    ],
  },
  {
    kind: 'weekend_service',
    line: 'police',
    name: (place) => `Giải quyết thủ tục hành chính thứ bảy, chủ nhật ở ${place}`,
    places: [...communes('28111', '28114', '28123', '28108', '28141', '28147', '28156'), 'district'],
    often: 1.8,
    season: [1.1, 0.5, 1, 1, 1, 1.2, 1.2, 1.1, 1, 1, 1, 1],
    pictured: 0.55,
    summaries: [
      'Công an làm việc sáng thứ bảy và sáng chủ nhật để công nhân, học sinh làm căn cước, cư trú, xác nhận giấy tờ. Người dân có thể hẹn giờ trước qua điện thoại. Thời gian chờ được ghi lại từng buổi.',
      'Mô hình giúp người bận ngày thường không phải xin nghỉ làm. Cán bộ trực luân phiên; hồ sơ đơn giản trả trong buổi.',
    ],
  },
  {
    kind: 'attentive_service',
    line: 'police',
    name: (place) => `Niềm nở, tận tình, trách nhiệm ở ${place}`,
    places: [...communes('28111', '28114', '28123', '28108', '28141', '28147', '28156'), 'district'],
    often: 0.9,
    season: even,
    pictured: 0.35,
    summaries: [
      'Người dân bỏ phiếu không ghi tên vào hộp thư tại nơi tiếp dân, đánh giá đúng ba điều: niềm nở khi tiếp xúc, tận tình khi hướng dẫn, trách nhiệm khi giải quyết công việc. Phiếu được đếm hằng tháng trước tập thể đơn vị.',
    ],
  },
  {
    kind: 'hundred_dong_road',
    line: 'youth',
    name: (place) => `Con đường 100 đồng ở ${place}`,
    places: communes('28111', '28114', '28117', '28126', '28135', '28138', '28150', '28156'),
    often: 0.9,
    season: drySeason,
    pictured: 0.75,
    summaries: [
      'Mỗi đoàn viên góp ít nhất 100 đồng mỗi ngày vào thùng của chi đoàn. Thùng mở mỗi tháng, tiền mua đá, xi măng làm những đoạn hẻm lầy lội. Đoàn viên góp ngày công cùng người dân.',
      'Quỹ do chi đoàn giữ sổ, mở thùng có ba người chứng kiến. Đoạn đường được chọn theo đề nghị của ấp; làm xong đoạn nào bàn giao đoạn ấy.',
    ],
  },
  {
    kind: 'red_scarf_house',
    line: 'youth',
    name: (place) => `Ngôi nhà Khăn quàng đỏ ở ${place}`,
    places: [...communes('28123', '28135', '28144'), 'district'],
    often: 0.45,
    season: [1.2, 0.5, 1.3, 1, 1.3, 1, 0.6, 0.8, 1.2, 1, 1.2, 1],
    pictured: 0.6,
    summaries: [
      'Các liên đội nuôi heo đất, làm kế hoạch nhỏ để xây nhà cho đội viên có hoàn cảnh khó khăn. Khi đủ tiền thì khởi công, gia đình và đoàn viên góp ngày công. Tên và hình ảnh em được giúp không công bố.',
    ],
  },
  {
    kind: 'friendship_house',
    line: 'youth',
    name: (place) => `Nhà tình bạn ở ${place}`,
    places: [...communes('28108', '28120', '28138'), 'district'],
    often: 0.45,
    season: [1, 0.5, 1.6, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    pictured: 0.6,
    summaries: [
      'Đoàn viên, thanh niên vận động tiền và góp ngày công xây nhà cho bạn trẻ có hoàn cảnh khó khăn. Mỗi căn có dự toán, chứng từ và biên bản bàn giao. Danh tính người nhận nhà được giữ kín.',
    ],
  },
]
