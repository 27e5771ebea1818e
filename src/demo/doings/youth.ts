import type { Answers } from '#activities'
import { about, compose, type Doing, say, thousands } from './doing.ts'

/** What a metre of lane costs the fund: stone and cement; labour is given. */
const dongPerMetre = 95_000

export const hundredDongRoad: Doing = ({ chance, mind, growth, size }) => {
  const contributions = about(chance, 95 * growth * size, 15)
  const amount = thousands(contributions * (6000 + chance.next() * 9000))
  mind.fund = (mind.fund ?? 0) + amount
  const answers: Answers = { contributions, amount_dong: amount }
  const isBuilding = mind.fund > 60 * dongPerMetre && chance.happens(0.4)
  const metres = isBuilding ? Math.floor((mind.fund * 0.9) / dongPerMetre) : 0
  const labour = isBuilding ? about(chance, 30, 10) / 2 : 0
  if (isBuilding) {
    mind.fund -= metres * dongPerMetre
    Object.assign(answers, {
      built_metres: metres,
      labour_days: labour,
      works: 1,
      cost_dong: metres * dongPerMetre,
    })
  }
  return {
    answers,
    summary: compose(
      chance,
      [
        `Mở thùng có ba người chứng kiến: ${say(contributions)} lượt góp, được ${say(amount)} đồng.`,
        `Các chi đoàn nộp quỹ ${say(amount)} đồng của ${say(contributions)} lượt đóng góp.`,
        `Thu quỹ tháng này ${say(amount)} đồng, ${say(contributions)} lượt góp.`,
      ],
      isBuilding
        ? [
            `Đã làm xong ${say(metres)} mét hẻm, ${say(labour)} ngày công của đoàn viên và bà con.`,
            `Đổ đá, láng xi măng ${say(metres)} mét hẻm lầy lội; góp ${say(labour)} ngày công.`,
          ]
        : [
            '',
            'Tiền gửi quỹ, chờ đủ sẽ khởi công.',
            'Đang khảo sát đoạn hẻm làm tiếp theo.',
            'Số liệu đã dán ở bảng tin chi đoàn.',
          ],
    ),
  }
}

const house =
  (word: string): Doing =>
  ({ chance, mind, day, size }) => {
    const raised = thousands(about(chance, 9_500_000 * size, 1_000_000) / 10) * 10
    mind.fund = (mind.fund ?? 0) + raised
    const answers: Answers = { raised_dong: raised, houses: 0 }
    const cost = 52_000_000
    const isReady = mind.fund > cost * 1.05
    if (isReady) {
      const spent = thousands(Math.min(mind.fund, cost + chance.between(0, 6_000_000)))
      mind.fund -= spent
      Object.assign(answers, { houses: 1, cost_dong: spent, area_m2: 32, handed_over_on: day })
      return {
        answers,
        summary: compose(
          chance,
          [
            `Bàn giao một căn ${word}, chi ${say(spent)} đồng theo chứng từ.`,
            `Nghiệm thu và bàn giao một căn ${word}; kinh phí ${say(spent)} đồng.`,
          ],
          [`Đợt này vận động thêm ${say(raised)} đồng.`, 'Đoàn viên góp ngày công làm nền và sơn tường.'],
          ['Danh tính gia đình được giữ kín.', ''],
        ),
      }
    }
    return {
      answers,
      summary: compose(
        chance,
        [
          `Vận động được ${say(raised)} đồng cho ${word}.`,
          `Thu kế hoạch nhỏ và heo đất được ${say(raised)} đồng.`,
          `Nhà hảo tâm và đoàn viên góp ${say(raised)} đồng.`,
        ],
        [
          'Tiền đã nộp quỹ, có phiếu thu.',
          'Chưa đủ kinh phí khởi công.',
          'Đang hoàn tất dự toán căn tiếp theo.',
          'Đã khảo sát chỗ dựng nhà.',
        ],
      ),
    }
  }

export const redScarfHouse: Doing = house('Ngôi nhà Khăn quàng đỏ')
export const friendshipHouse: Doing = house('Nhà tình bạn')
