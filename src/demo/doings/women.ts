import type { Answers } from '#activities'
import { about, compose, type Doing, say, stock, thousands } from './doing.ts'

export const godmothers: Doing = (now) => {
  const { chance, mind, month, size } = now
  const children = stock(now, 'children', 3 + 3 * size, 16 * size)
  const sponsors = stock(now, 'sponsors', 4 + 3 * size, 20 * size)
  mind.each ??= chance.pick([300_000, 300_000, 400_000, 500_000])
  const each = mind.each
  const paid = children * each
  const visits = Math.min(children, chance.between(0, children))
  return {
    answers: {
      children,
      sponsors,
      sponsors_direct: Math.ceil(sponsors * 0.6),
      monthly_dong: paid,
      paid_dong: paid,
      visits,
    },
    summary: compose(
      chance,
      [
        `Trao tiền đỡ đầu tháng này cho ${children} trẻ, tổng ${say(paid)} đồng.`,
        `Các mẹ đỡ đầu trao ${say(paid)} đồng cho ${children} trẻ, có chữ ký người giám hộ.`,
        `Đã chuyển ${say(paid)} đồng cho ${children} trẻ đang được đỡ đầu.`,
      ],
      visits > 0
        ? [`Đến thăm ${visits} lượt.`, `Có ${visits} lượt mẹ đỡ đầu đến nhà.`]
        : ['Tháng này chưa đi thăm được.', ''],
      month === 8 || month === 9
        ? ['Tặng thêm tập vở, đồng phục đầu năm học.', '']
        : [
            '',
            '',
            'Việc học của các em ổn định.',
            'Chi hội theo dõi thêm sức khỏe một em.',
            'Thông tin các em được giữ kín.',
          ],
    ),
  }
}

export const disabledChildren: Doing = (now) => {
  const { chance, size } = now
  const children = stock(now, 'children', 3 * size, 7 * size)
  const form = chance.pick(['money', 'money', 'goods', 'care', 'equipment'] as const)
  const paid = form === 'money' ? children * chance.pick([300_000, 400_000, 500_000]) : 0
  const answers: Answers = { children, form, paid_dong: paid }
  const done = {
    money: [`Trao ${say(paid)} đồng tiền giúp đỡ hằng tháng.`, `Các gia đình ký nhận ${say(paid)} đồng.`],
    goods: ['Mang sữa, tã và gạo đến từng gia đình.', 'Trao nhu yếu phẩm tháng này, không có tiền mặt.'],
    care: ['Hội viên thay phiên đến phụ chăm sóc và tập vận động.', 'Đưa một em đi tái khám ở bệnh viện.'],
    equipment: ['Trao một xe lăn do nhà hảo tâm tặng.', 'Sửa lại giường và tay vịn cho gia đình.'],
  }[form]
  return {
    answers,
    summary: compose(
      chance,
      done,
      [`Đang giúp ${children} trẻ.`, `Số trẻ được giúp hiện là ${children}.`, ''],
      ['', 'Danh tính gia đình được giữ kín.'],
    ),
  }
}

export const poorWomen: Doing = (now) => {
  const { chance, month, growth, size } = now
  const women = about(chance, 4 * growth * size, 1)
  const form = chance.pick(
    month === 1 || month === 12
      ? (['goods', 'goods', 'capital'] as const)
      : (['capital', 'capital', 'stock', 'work', 'house'] as const),
  )
  const each = { capital: 4_000_000, stock: 1_500_000, work: 0, goods: 400_000, house: 9_000_000 }[form]
  const paid = thousands(women * each * (0.7 + chance.next() * 0.6))
  const answers: Answers = { women, form, paid_dong: paid }
  const left = (month >= 10 && chance.happens(0.5)) || chance.happens(0.04) ? chance.between(1, 2) : 0
  if (left > 0) answers.out_of_poverty = left
  const done = {
    capital: [
      `Giao vốn không tính lãi ${say(paid)} đồng cho ${women} lượt chị.`,
      `Xét ${women} chị vay ${say(paid)} đồng, trả dần không lãi.`,
    ],
    stock: [
      `Trao cây, con giống trị giá ${say(paid)} đồng cho ${women} lượt chị.`,
      `Giúp ${women} chị gà giống và thức ăn, ${say(paid)} đồng.`,
    ],
    work: [
      `Giới thiệu ${women} chị vào làm tổ may gia công.`,
      `Mở lớp nghề ngắn ngày, ${women} chị theo học.`,
    ],
    goods: [
      `Trao quà cho ${women} lượt chị khó khăn, ${say(paid)} đồng.`,
      `Tặng nhu yếu phẩm và ${say(paid)} đồng cho ${women} lượt chị.`,
    ],
    house: [
      `Hỗ trợ sửa nhà ${say(paid)} đồng cho ${women} chị.`,
      `Góp ${say(paid)} đồng và ngày công sửa nhà cho ${women} chị.`,
    ],
  }[form]
  return {
    answers,
    summary: compose(
      chance,
      done,
      left > 0
        ? [`Có ${left} chị được công nhận thoát nghèo.`]
        : ['', 'Chi hội tiếp tục theo dõi.', 'Sẽ xem lại sau sáu tháng.'],
      ['', 'Tên người nhận không công bố.'],
    ),
  }
}

export const plasticForSchool: Doing = ({ chance, mind, month, growth, size }) => {
  const kg = chance.happens(0.03) ? 0 : about(chance, 115 * growth * size, 18)
  const price = chance.pick([3500, 4000, 4000, 4500, 5000, 5500])
  const sales = thousands(kg * price)
  mind.fund = (mind.fund ?? 0) + sales
  const answers: Answers = { plastic_kg: kg, price_dong: price, sales_dong: sales, balance_dong: 0 }
  const isGiving = [1, 8, 9].includes(month) && mind.fund >= 600_000
  const each = 300_000
  const grants = isGiving ? Math.min(20, Math.floor(mind.fund / each)) : 0
  if (grants > 0) {
    mind.fund -= grants * each
    Object.assign(answers, { scholarships: grants, scholarship_dong: grants * each })
  }
  answers.balance_dong = mind.fund
  const collected =
    kg === 0
      ? ['Tháng này không thu gom được, phát sinh 0 kg.']
      : [
          `Thu gom ${say(kg)} kg nhựa, lon, giấy vụn, bán được ${say(sales)} đồng.`,
          `Các chi hội mang đến ${say(kg)} kg phế liệu; tiền bán ${say(sales)} đồng.`,
          `Cân tại điểm tập kết ${say(kg)} kg, giá ${say(price)} đồng/kg, thu ${say(sales)} đồng.`,
          `“Ngôi nhà xanh” được ${say(kg)} kg phế liệu, bán ${say(sales)} đồng.`,
        ]
  return {
    answers,
    summary: compose(
      chance,
      collected,
      grants > 0
        ? [
            `Trao ${grants} suất học bổng, mỗi suất ${say(each)} đồng.`,
            `Quỹ trao ${grants} suất cho học sinh khó khăn, tổng ${say(grants * each)} đồng.`,
          ]
        : [
            '',
            'Tiền nhập quỹ, ghi sổ trước hội viên.',
            'Quỹ để dành cho đầu năm học.',
            'Đã dán số liệu ở bảng tin chi hội.',
          ],
      ['', '', 'Nhắc hội viên súc sạch chai trước khi mang đến.', 'Giá phế liệu giảm so với tháng trước.'],
    ),
  }
}

export const savingsGroup: Doing = (now) => {
  const { chance, mind, month, size } = now
  const members = stock(now, 'members', 14 + 5 * size, 34)
  const share = chance.happens(0.5) ? 100_000 : 150_000
  const saved = members * share
  mind.saved = (mind.saved ?? 0) + saved
  mind.cash = (mind.cash ?? 0) + saved
  const repaid = Math.min(mind.owed ?? 0, thousands((mind.owed ?? 0) * (0.1 + chance.next() * 0.25)))
  mind.owed = (mind.owed ?? 0) - repaid
  mind.cash += repaid
  const answers: Answers = { members, meetings: 1, saved_dong: saved, repaid_dong: repaid }
  const isCycleEnd = month === 1 && (mind.cycle ?? 0) >= 6
  mind.cycle = isCycleEnd ? 0 : (mind.cycle ?? 0) + 1
  if (isCycleEnd) {
    const sharedOut = Math.min(mind.saved, mind.cash)
    mind.saved -= sharedOut
    mind.cash -= sharedOut
    answers.shared_out_dong = sharedOut
    return {
      answers,
      summary: compose(
        chance,
        [
          `Họp cuối chu kỳ, chia lại ${say(sharedOut)} đồng cho thành viên.`,
          `Hết chu kỳ, tổ chia lại ${say(sharedOut)} đồng theo sổ của từng người.`,
        ],
        [`${members} thành viên góp kỳ đầu của chu kỳ mới ${say(saved)} đồng.`],
      ),
    }
  }
  const lent = thousands(mind.cash * (0.3 + chance.next() * 0.5))
  mind.cash -= lent
  mind.owed += lent
  Object.assign(answers, { lent_dong: lent, capital_dong: mind.cash + mind.owed })
  return {
    answers,
    summary: compose(
      chance,
      [
        `Họp tổ, ${members} thành viên góp ${say(saved)} đồng.`,
        `Buổi họp tháng này góp được ${say(saved)} đồng của ${members} thành viên.`,
        `Thu tiết kiệm ${say(saved)} đồng, ghi sổ từng người.`,
      ],
      [
        `Cho vay ${say(lent)} đồng, thu hồi ${say(repaid)} đồng.`,
        `Bốc thăm cho vay ${say(lent)} đồng; các khoản cũ trả ${say(repaid)} đồng.`,
      ],
      [
        '',
        '',
        'Vay chủ yếu để mua con giống và buôn bán nhỏ.',
        'Một thành viên xin lùi kỳ trả, tổ đồng ý.',
        'Ba người giữ chìa khóa cùng kiểm tiền.',
      ],
    ),
  }
}

export const piggyBank: Doing = (now) => {
  const { chance, month, size, mind, growth } = now
  const pigs = stock(now, 'pigs', 16 + 14 * size, 70)
  const answers: Answers = { pigs }
  mind.days = (mind.days ?? 0) + 1
  const isOpening = (month === 3 || month === 10) && (mind.openedIn ?? 0) !== month
  if (!isOpening) {
    if (month !== 3 && month !== 10) mind.openedIn = 0
    return {
      answers,
      summary: compose(
        chance,
        [
          `Chi hội đang nuôi ${pigs} heo đất.`,
          `Kiểm tra các hộ: ${pigs} heo đất vẫn được nuôi đều.`,
          `Sinh hoạt chi hội, nhắc hội viên bỏ heo; hiện có ${pigs} con.`,
        ],
        [
          'Kỳ này chưa khui.',
          'Mỗi ngày mỗi hội viên bỏ vài nghìn đồng.',
          'Có thêm hội viên trẻ tham gia.',
          'Phát thêm heo cho hội viên mới.',
        ],
      ),
    }
  }
  mind.openedIn = month
  const opened = Math.max(1, Math.round(pigs * (0.85 + chance.next() * 0.15)))
  const amount = thousands(opened * (150_000 + 130_000 * growth * chance.next()))
  const use = chance.pick(['members', 'pupils', 'insurance', 'capital'] as const)
  const gifts = Math.max(1, Math.floor(amount / 500_000))
  Object.assign(answers, { opened, amount_dong: amount, use, gifts, spent_dong: gifts * 500_000 })
  const spent = {
    members: 'giúp hội viên khó khăn',
    pupils: 'tặng học bổng và tập vở cho học sinh',
    insurance: 'mua thẻ bảo hiểm y tế',
    capital: 'làm vốn xoay vòng không lãi',
  }[use]
  return {
    answers,
    summary: compose(
      chance,
      [
        `Khui ${opened} heo đất nhân dịp ${month === 3 ? '8/3' : '20/10'}, đếm được ${say(amount)} đồng.`,
        `Ngày hội khui heo ${month === 3 ? '8/3' : '20/10'}: ${opened} con, ${say(amount)} đồng.`,
      ],
      [`Tiền dùng để ${spent}.`, `Chi hội thống nhất ${spent}.`],
      ['Có biên bản và ba người chứng kiến.', 'Các hội viên nhận heo mới nuôi tiếp.'],
    ),
  }
}
