import { about, compose, type Doing, say, stock } from './doing.ts'

const fields = {
  economy: [
    'giúp nhau cây giống và ngày công',
    'góp vốn xoay vòng cho hộ chăn nuôi',
    'hướng dẫn kỹ thuật trồng rau',
  ],
  society: [
    'thăm người già neo đơn',
    'sửa nhà cho hộ khó khăn',
    'tặng tập vở cho học sinh',
    'nấu cơm cho bếp ăn từ thiện',
  ],
  environment: ['dọn kênh, rạch', 'trồng hoa trước nhà', 'giữ sạch đoạn đường tự quản', 'gom rác ven đường'],
  security: ['lắp thêm đèn và camera ở ngã ba', 'tuần tra đêm cùng tổ tự quản', 'hòa giải chuyện ranh đất'],
  organisation: [
    'nêu gương đảng viên đi đầu',
    'góp ý cho cán bộ tại khu dân cư',
    'giảm giấy tờ trong sinh hoạt chi bộ',
  ],
} as const

export const followingUncleHo: Doing = (now) => {
  const { chance, mind, growth, size, month } = now
  const pledged = about(chance, 14 * growth * size * (month === 5 || month === 1 ? 1.5 : 1), 1)
  const open = (mind.open ?? 0) + pledged
  const done = Math.min(open, about(chance, open * 0.75))
  mind.open = open - done
  const attendances = about(chance, 42 * growth * size, 6)
  const female = Math.round(attendances * (0.45 + chance.next() * 0.2))
  const area = chance.pick([
    'society',
    'environment',
    'society',
    'environment',
    'economy',
    'security',
    'organisation',
  ] as const)
  const deed = chance.pick(fields[area])
  return {
    answers: { pledged, done, attendances: { female, male: attendances - female }, area },
    summary: compose(
      chance,
      [
        `Khu dân cư đăng ký mới ${say(pledged)} việc, làm xong ${say(done)} việc.`,
        `Trong đợt này có ${say(pledged)} việc được đăng ký và ${say(done)} việc đã xong.`,
        `Họp khu dân cư: thêm ${say(pledged)} việc đăng ký, xác nhận ${say(done)} việc hoàn thành.`,
      ],
      [`Việc nhiều người làm nhất là ${deed}.`, `Phần lớn là ${deed}.`, `Nổi bật có việc ${deed}.`],
      [
        '',
        '',
        'Việc chưa xong được nhắc lại vào kỳ họp sau.',
        'Đã đọc kết quả trên loa truyền thanh.',
        'Ban công tác Mặt trận đã đến xem từng việc.',
      ],
    ),
  }
}

export const folkMusic: Doing = (now) => {
  const { chance, growth, size } = now
  const clubs = stock(now, 'clubs', size > 1.3 ? 6 : 1, size > 1.3 ? 9 : 2)
  const women = stock(now, 'women', 6 * size, 26)
  const men = stock(now, 'men', 9 * size, 34)
  const performances = chance.happens(0.12) ? 0 : chance.between(1, 3)
  const audience = performances * about(chance, 110 * growth * size, 30)
  const recordings = chance.happens(0.3) ? chance.between(1, 3) : 0
  const piece = chance.pick([
    'Dạ cổ hoài lang',
    'Nam xuân',
    'Lưu thủy trường',
    'Tứ đại oán',
    'Phụng hoàng cầu',
    'trích đoạn cải lương quê hương',
  ])
  const where = chance.pick(['nhà văn hóa', 'sân đình', 'trường học', 'trụ sở ấp', 'hội trường xã'])
  const held =
    performances === 0
      ? [
          `Câu lạc bộ tập tại ${where}, tháng này chưa biểu diễn.`,
          `Sinh hoạt nội bộ tại ${where}, không có buổi diễn.`,
        ]
      : [
          `Biểu diễn ${performances} buổi tại ${where}, ${say(audience)} lượt người xem.`,
          `Tổ chức ${performances} buổi đờn ca ở ${where}; người xem đếm được ${say(audience)} lượt.`,
          `Diễn ${performances} buổi tại ${where}, có ${say(audience)} lượt bà con đến nghe.`,
        ]
  return {
    answers: { clubs, members: { female: women, male: men }, performances, audience, recordings },
    summary: compose(
      chance,
      held,
      [
        `Bài được tập nhiều là ${piece}.`,
        `Nghệ nhân hướng dẫn lớp trẻ bài ${piece}.`,
        `Câu lạc bộ còn ${say(women + men)} thành viên.`,
        '',
      ],
      recordings > 0
        ? [`Thu ${recordings} bản để đài truyền thanh phát.`, `Đã thu và lưu ${recordings} bản.`]
        : [''],
    ),
  }
}
