import { expect, test } from 'vitest'
import { issuingBodyOf, type Reporter } from './issuing-body.ts'

const tayNinh = { name: 'Tỉnh Tây Ninh', kind: 'province' }
const longAn = { name: 'Tỉnh Long An', kind: 'province' }
const district = { name: 'Huyện Cần Đước', kind: 'district' }
const commune = { name: 'Xã Rạch Kiến', kind: 'commune' }
const hamlet = { name: 'Ấp 1', kind: 'hamlet' }

const area = (place: { name: string; kind: string }, level: string, areas: Reporter['areas']): Reporter => ({
  ...place,
  level,
  isArea: true,
  line: null,
  areas,
  lineParent: null,
})
const organisation = (
  name: string,
  line: string,
  level: string,
  areas: Reporter['areas'],
  lineParent: string | null,
): Reporter => ({ name, kind: `${level}_organisation`, level, isArea: false, line, areas, lineParent })

test.each([
  ['province', area(tayNinh, 'province', []), 'party', '', 'TỈNH ỦY TÂY NINH', 'BC/TU', 'Tây Ninh'],
  [
    'district',
    area(district, 'district', [longAn]),
    'party',
    'ĐẢNG BỘ TỈNH LONG AN',
    'HUYỆN ỦY CẦN ĐƯỚC',
    'BC/HU',
    'Cần Đước',
  ],
  [
    'commune since the reform',
    area(commune, 'commune', [tayNinh]),
    'party',
    'ĐẢNG BỘ TỈNH TÂY NINH',
    'ĐẢNG ỦY XÃ RẠCH KIẾN',
    'BC/ĐU',
    'Rạch Kiến',
  ],
  [
    'commune before it',
    area({ name: 'Xã Long Trạch', kind: 'commune' }, 'commune', [district, longAn]),
    'party',
    'ĐẢNG BỘ HUYỆN CẦN ĐƯỚC',
    'ĐẢNG ỦY XÃ LONG TRẠCH',
    'BC/ĐU',
    'Long Trạch',
  ],
  [
    'township',
    area({ name: 'Thị trấn Cần Đước', kind: 'township' }, 'commune', [district]),
    'party',
    'ĐẢNG BỘ HUYỆN CẦN ĐƯỚC',
    'ĐẢNG ỦY THỊ TRẤN CẦN ĐƯỚC',
    'BC/ĐU',
    'Cần Đước',
  ],
  [
    'hamlet',
    area(hamlet, 'base', [commune]),
    'party',
    'ĐẢNG BỘ XÃ RẠCH KIẾN',
    'CHI BỘ ẤP 1',
    'BC/CB',
    'Rạch Kiến',
  ],
  [
    'committee of the Party',
    organisation('Đảng ủy xã Rạch Kiến', 'party', 'commune', [commune, tayNinh], 'Tỉnh ủy Tây Ninh'),
    'party',
    'ĐẢNG BỘ TỈNH TÂY NINH',
    'ĐẢNG ỦY XÃ RẠCH KIẾN',
    'BC/ĐU',
    'Rạch Kiến',
  ],
  [
    'cell of the Party',
    organisation('Chi bộ ấp 1', 'party', 'base', [hamlet, commune, tayNinh], 'Đảng ủy xã Rạch Kiến'),
    'party',
    'ĐẢNG BỘ XÃ RẠCH KIẾN',
    'CHI BỘ ẤP 1',
    'BC/CB',
    'Rạch Kiến',
  ],
  [
    'women',
    organisation(
      'Hội Liên hiệp Phụ nữ xã Rạch Kiến',
      'women',
      'commune',
      [commune, tayNinh],
      'Hội Liên hiệp Phụ nữ tỉnh Tây Ninh',
    ),
    'organisation',
    'HỘI LHPN TỈNH TÂY NINH',
    'BAN THƯỜNG VỤ HỘI LHPN XÃ RẠCH KIẾN',
    'BC-BTV',
    'Rạch Kiến',
  ],
  [
    'branch',
    organisation(
      'Chi hội phụ nữ ấp 1',
      'women',
      'base',
      [hamlet, commune],
      'Hội Liên hiệp Phụ nữ xã Rạch Kiến',
    ),
    'organisation',
    'HỘI LHPN XÃ RẠCH KIẾN',
    'CHI HỘI PHỤ NỮ ẤP 1',
    'BC-CH',
    'Rạch Kiến',
  ],
  [
    'front',
    organisation('Ủy ban MTTQ Việt Nam xã Rạch Kiến', 'front', 'commune', [commune], null),
    'organisation',
    '',
    'BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ RẠCH KIẾN',
    'BC-MTTQ',
    'Rạch Kiến',
  ],
  [
    'government',
    organisation(
      'Ủy ban nhân dân xã Rạch Kiến',
      'government',
      'commune',
      [commune],
      'Ủy ban nhân dân tỉnh Tây Ninh',
    ),
    'state',
    '',
    'ỦY BAN NHÂN DÂN XÃ RẠCH KIẾN',
    'BC-UBND',
    'Rạch Kiến',
  ],
  [
    'police',
    organisation('Công an huyện Cần Đước', 'police', 'district', [district], 'Công an tỉnh Long An'),
    'state',
    'CÔNG AN TỈNH LONG AN',
    'CÔNG AN HUYỆN CẦN ĐƯỚC',
    'BC-CAH',
    'Cần Đước',
  ],
] as const)('%s reports in its own name', (_, unit, system, superior, issuer, symbol, place) => {
  expect(issuingBodyOf(unit as Reporter)).toMatchObject({ system, superior, issuer, symbol, place })
})

test('the Party signs with a stroke, others with a dot, and recipients follow the level', () => {
  const after = issuingBodyOf(area(commune, 'commune', [tayNinh]))
  const before = issuingBodyOf(area(commune, 'commune', [district, longAn]))
  const women = issuingBodyOf(
    organisation('Hội Nông dân xã Rạch Kiến', 'farmers', 'commune', [commune], null),
  )

  expect(after).toMatchObject({ authority: 'T/M BAN THƯỜNG VỤ', position: 'PHÓ BÍ THƯ' })
  expect(after.recipients).toContain('Ban Thường vụ Tỉnh ủy (báo cáo)')
  expect(before.recipients).toContain('Ban Thường vụ Huyện ủy (báo cáo)')
  expect(women).toMatchObject({ authority: 'TM. BAN THƯỜNG VỤ', position: 'CHỦ TỊCH' })
  expect(women.recipients[0]).toBe('Đảng ủy xã Rạch Kiến (báo cáo)')
})
