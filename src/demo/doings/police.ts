import { about, compose, type Doing, say } from './doing.ts'

export const weekendService: Doing = ({ chance, growth, size }) => {
  const sessions = chance.between(1, 4)
  const served = sessions * about(chance, 15 * growth * Math.min(size, 1.8), 4)
  const bookings = Math.round(served * (0.2 + chance.next() * 0.35) * growth)
  const wait = Math.round((28 - 12 * growth + chance.next() * 10) * 2) / 2
  const papers = chance.pick([
    'cấp căn cước',
    'đăng ký cư trú',
    'kích hoạt định danh điện tử',
    'xác nhận thông tin cư trú',
    'đăng ký tạm trú cho công nhân',
  ])
  return {
    answers: {
      sessions,
      bookings,
      served,
      dossiers: Math.ceil(served * 0.8),
      solved: Math.floor(served * 0.78),
      waited_long: wait > 20 ? Math.floor(served * 0.1) : 0,
      wait_minutes: wait,
    },
    summary: compose(
      chance,
      [
        `Làm việc ${sessions} buổi ngày nghỉ, phục vụ ${say(served)} lượt người.`,
        `Trực ${sessions} buổi thứ bảy, chủ nhật; tiếp ${say(served)} lượt người dân.`,
        `Trong ${sessions} buổi cuối tuần đã tiếp nhận hồ sơ của ${say(served)} lượt người.`,
      ],
      [`Phần lớn là ${papers}.`, `Nhiều nhất là ${papers}.`, `${say(bookings)} lượt có hẹn trước.`],
      [
        '',
        '',
        `Chờ trung bình ${say(wait)} phút.`,
        'Hồ sơ đơn giản trả ngay trong buổi.',
        'Buổi sáng đông, đã tăng thêm một cán bộ.',
        'Đường truyền chậm đầu buổi, sau đó ổn định.',
      ],
    ),
  }
}

export const attentiveService: Doing = ({ chance, growth, size }) => {
  const given = about(chance, 46 * growth * Math.min(size, 1.6), 8)
  const content = () => Math.min(given, Math.round(given * (0.8 + growth * 0.12 + chance.next() * 0.08)))
  const answers = { given, welcoming: content(), dedicated: content(), responsible: content() }
  const unhappy = given - Math.min(answers.welcoming, answers.dedicated, answers.responsible)
  return {
    answers,
    summary: compose(
      chance,
      [
        `Mở hộp thư, đếm được ${say(given)} phiếu không ghi tên.`,
        `Thu ${say(given)} phiếu đánh giá tại nơi tiếp dân.`,
        `Tập thể đơn vị kiểm ${say(given)} phiếu của người dân.`,
      ],
      [
        `Hài lòng về niềm nở ${say(answers.welcoming)}, tận tình ${say(answers.dedicated)}, trách nhiệm ${say(answers.responsible)}.`,
        `Số phiếu hài lòng lần lượt theo ba điều: ${say(answers.welcoming)}, ${say(answers.dedicated)}, ${say(answers.responsible)}.`,
      ],
      unhappy === 0
        ? ['Không có phiếu nào chưa hài lòng.', '']
        : [
            'Phiếu chưa hài lòng chủ yếu do chờ lâu.',
            'Đã rút kinh nghiệm cách hướng dẫn giấy tờ còn thiếu.',
            'Góp ý nhiều về chỗ ngồi chờ.',
            '',
          ],
    ),
  }
}
