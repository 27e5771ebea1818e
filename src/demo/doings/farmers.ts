import type { Answers } from '#activities'
import { about, compose, type Doing, say, stock } from './doing.ts'

export const homeComposting: Doing = (now) => {
  const { chance, mind, size } = now
  const most = 380 * size
  const had = mind.households ?? 0
  // Many join at first, few when nearly all who want to have joined.
  const joined =
    chance.happens(0.12) && had > 20 ? 0 : about(chance, Math.max(1, (most - had) * 0.045), had > 20 ? 0 : 4)
  const households = had + joined
  mind.households = households
  const waste = Math.round(households * (4 + chance.next() * 5))
  const composters = joined === 0 ? 0 : Math.min(joined, about(chance, joined * 0.5))
  const hamlet = chance.pick([
    'ấp này',
    'một tổ của ấp',
    'ba tổ tự quản',
    'các hộ dọc kênh',
    'hộ trồng rau',
    'hộ chăn nuôi nhỏ',
  ])
  const joining =
    joined === 0
      ? ['Kỳ này không có hộ mới tham gia.', 'Chưa thêm hộ mới; chi hội thăm các hộ đang ủ.']
      : [
          `Chi hội đến từng nhà hướng dẫn phân loại rác; ${say(joined)} hộ bắt đầu ủ.`,
          `Thêm ${say(joined)} hộ tham gia, chủ yếu là ${hamlet}.`,
          `Tập huấn ủ rác bằng chế phẩm vi sinh, sau buổi tập có ${say(joined)} hộ làm theo.`,
          `Vận động được ${say(joined)} hộ mới phân loại và ủ rác tại vườn.`,
        ]
  return {
    answers: { households: joined, households_now: households, waste_kg: waste, composters },
    summary: compose(
      chance,
      joining,
      composters > 0
        ? [`Trao ${say(composters)} thùng ủ.`, `Có ${say(composters)} hộ được nhận thùng.`]
        : [''],
      [
        `Rác hữu cơ đã ủ khoảng ${say(waste)} kg.`,
        `Ước đã xử lý ${say(waste)} kg rác.`,
        `Các tổ báo về ${say(waste)} kg rác đưa vào ủ.`,
      ],
      [
        '',
        '',
        'Phân ủ dùng bón rau và cây ăn trái.',
        'Một số thùng bị nặng mùi, đã chỉ cách đảo và thêm men.',
        'Mùa mưa rác ướt, phải che kín thùng.',
      ],
    ),
  }
}

const roads = [
  'Đường liên ấp',
  'Đường kênh Trung tâm',
  'Đường Cầu Mới',
  'Đường Đình Làng',
  'Đường Xóm Vườn',
  'Đường bờ bao',
]

export const modelRoad: Doing = (now) => {
  const { chance, size, growth } = now
  const road = `${roads[Math.floor((size * 7 + chance.between(0, 1)) % roads.length)] ?? 'Đường liên ấp'}`
  const households = stock(now, 'households', 60 * size, 190 * size)
  const labour = about(chance, 26 * growth, 4) / 2
  const work = chance.pick(['plant', 'plant', 'light', 'clean', 'clean', 'clean'] as const)
  const metres = about(chance, { plant: 280, light: 420, clean: 1300 }[work] * growth, 50)
  const answers: Answers = { road, households, labour_days: labour }
  answers[{ plant: 'planted_metres', light: 'lit_metres', clean: 'cleaned_metres' }[work]] = metres
  const done = {
    plant: [
      `Trồng ${say(metres)} mét hoa hai bên ${road}.`,
      `Bà con góp cây giống, trồng được ${say(metres)} mét cây xanh trên ${road}.`,
      `Hoàn thành ${say(metres)} mét hàng rào cây xanh, hoa mười giờ dọc ${road}.`,
    ],
    light: [
      `Kéo điện, lắp đèn thắp sáng ${say(metres)} mét ${road}.`,
      `Lắp xong trụ và bóng đèn trên ${say(metres)} mét ${road}; đèn đã sáng.`,
    ],
    clean: [
      `Ra quân dọn ${say(metres)} mét ${road}.`,
      `Phát cỏ, nhặt rác, khơi mương trên ${say(metres)} mét ${road}.`,
      `Sáng chủ nhật, các hộ cùng dọn ${say(metres)} mét ${road}.`,
    ],
  }[work]
  return {
    answers,
    summary: compose(
      chance,
      done,
      [`Có ${say(labour)} ngày công đóng góp.`, `Bà con góp ${say(labour)} ngày công.`],
      [
        '',
        '',
        `Tuyến hiện có ${say(households)} hộ.`,
        'Mỗi hộ tiếp tục chăm đoạn trước nhà.',
        'Còn một đoạn ngắn vướng trụ điện, sẽ làm sau.',
        'Đã chụp ảnh trước và sau khi làm.',
      ],
    ),
  }
}
