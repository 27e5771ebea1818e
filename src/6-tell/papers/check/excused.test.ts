import { expect, test } from 'vitest'
import { claimsIn } from './claims.ts'

const said = (text: string) => claimsIn(text).map(({ text: one }) => one)

test.each([
  ['Phân loại 740 kg rác tại nguồn', '740'],
  ['Ủng hộ ấp 65 triệu đồng làm đường', '65 triệu'],
  ['Xây trạm 3 tỷ đồng', '3 tỷ'],
  ['Trao đợt 450 phần quà', '450'],
  ['Riêng chi bộ 28 đảng viên dự đủ', '28'],
  ['Đào khối 260 m3 đất', '260'],
  ['Cấp 3 bộ hồ sơ cho dân', '3'],
  ['Tặng cho 2010 suất quà', '2010'],
  ['Phát cho 1960 em học sinh', '1960'],
  ['Từ 7/12 chi bộ lên 9/12 chi bộ', '7/12', '9/12'],
  ['Trước 4/11 hộ đồng ý', '4/11'],
  ['Gửi thông báo 07 hộ', '07'],
  ['Kết luận 14 vụ', '14'],
  ['Mục 25 hộ nghèo', '25'],
  ['Bê tông hóa hẻm 480 m', '480'],
])('what counts behind the word of a label is an amount: “%s”', (text, ...amounts) => {
  expect(said(text)).toEqual(amounts)
})

test.each([
  ['Tại tổ 5, ấp 3 xã Tân Lân'],
  ['Khu phố 4 phường 2'],
  ['Chi bộ 6 xã tổ chức sinh hoạt'],
  ['Mục 2 kế hoạch của Đảng ủy'],
  ['Khoản 3 quy định này'],
  ['Học sinh trường cấp 2 xã nhà'],
  ['Loại 1, 2 và 3 hộ nào cũng có'],
  ['Dịp 2/9 xã tổ chức lễ chào cờ'],
  ['Lễ 30/4 hộ nào cũng treo cờ'],
  ['Từ 2024 xã đã đạt chuẩn'],
  ['Trong năm 2024 hộ nghèo giảm'],
  ['Sáng thứ 7 hội viên ra quân'],
  ['Quốc lộ 50 xe đông'],
  ['Từ ngày 5/12 chi bộ họp'],
])('a place, a day, a rank and a citation stay none: “%s”', (text) => {
  expect(said(text)).toEqual([])
})
