import type { OfficialDocument } from '#platform/documents'
import { type Day, spanOf } from '#platform/time'

/** What the issuing body of a report is made of. */
export type ReportingUnit = {
  name: string
  shortName: string
  kind: string
  level: string
  line: string | null
  isArea: boolean
  /** The area directly above on the last day of the period: `Huyện Cần Đước`, `Tỉnh Tây Ninh`. */
  above: { name: string } | null
  /** The commune or province in which an organisation sits. */
  area: { name: string; shortName: string } | null
}

/** The head and the foot of a report: everything that says who issues it. */
export type Issuer = Pick<
  OfficialDocument,
  'system' | 'superior' | 'issuer' | 'symbol' | 'place' | 'recipients'
> & {
  authority: string | undefined
  position: string
}

const upper = (text: string): string => text.toLocaleUpperCase('vi')

/** The name of a place without what it is: `Xã Rạch Kiến` → `Rạch Kiến` (DOMAIN §a.3). */
export const placeOf = (name: string): string =>
  name.replace(/^(tỉnh|thành phố|huyện|xã|phường|thị trấn|đặc khu)\s+/i, '')

const partyLevels: Record<string, { committee: string; symbol: string; office: string }> = {
  province: { committee: 'TỈNH ỦY', symbol: 'BC/TU', office: 'Tỉnh ủy' },
  district: { committee: 'HUYỆN ỦY', symbol: 'BC/HU', office: 'Huyện ủy' },
  commune: { committee: 'ĐẢNG ỦY', symbol: 'BC/ĐU', office: 'Đảng ủy' },
}

/** The symbols of organisations, after their initials in common use; State bodies write theirs with a hyphen. */
const lines: Record<string, { symbol: string; authority: string; position: string; archive: string }> = {
  women: {
    symbol: 'BC-BTV',
    authority: 'TM. BAN THƯỜNG VỤ',
    position: 'CHỦ TỊCH',
    archive: 'Lưu Văn phòng Hội',
  },
  farmers: {
    symbol: 'BC-HND',
    authority: 'TM. BAN THƯỜNG VỤ',
    position: 'CHỦ TỊCH',
    archive: 'Lưu Văn phòng Hội',
  },
  veterans: {
    symbol: 'BC-CCB',
    authority: 'TM. BAN THƯỜNG VỤ',
    position: 'CHỦ TỊCH',
    archive: 'Lưu Văn phòng Hội',
  },
  youth: {
    symbol: 'BC-ĐTN',
    authority: 'TM. BAN THƯỜNG VỤ',
    position: 'BÍ THƯ',
    archive: 'Lưu Văn phòng Đoàn',
  },
  front: {
    symbol: 'BC-MTTQ',
    authority: 'TM. BAN THƯỜNG TRỰC',
    position: 'CHỦ TỊCH',
    archive: 'Lưu Văn phòng Mặt trận',
  },
}

/** The committee that reports for an area: the Party's, with the body above it in the form `ĐẢNG BỘ …`. */
function committeeOf(unit: ReportingUnit): Issuer {
  const level = partyLevels[unit.level] ?? partyLevels.commune
  const { committee, symbol, office } = level ?? { committee: 'ĐẢNG ỦY', symbol: 'BC/ĐU', office: 'Đảng ủy' }
  const place = placeOf(unit.name)
  const issuer =
    unit.level === 'commune' ? `${committee} ${upper(unit.name)}` : `${committee} ${upper(place)}`
  const above = unit.above
    ? `Ban Thường vụ ${unit.above.name.replace(/^(Tỉnh|Huyện)\s+/, '$1 ủy ')} (báo cáo)`
    : undefined
  return {
    system: 'party',
    superior: unit.above ? `ĐẢNG BỘ ${upper(unit.above.name)}` : '',
    issuer,
    symbol,
    place,
    recipients: [...(above ? [above] : []), `Các tổ chức trực thuộc`, `Lưu Văn phòng ${office}`],
    authority: 'T/M BAN THƯỜNG VỤ',
    position: 'PHÓ BÍ THƯ',
  }
}

/**
 * Who issues the report of a unit, by what the unit is: the Party committee for an area or a unit of the Party's line;
 * the organisation itself in the mass organisations; a State body for government, police and radio.
 */
export function issuerOf(unit: ReportingUnit): Issuer {
  if (unit.isArea) return committeeOf(unit)
  const area = unit.area ?? { name: unit.name, shortName: unit.shortName }
  const place = placeOf(area.name)
  const committee = `Đảng ủy ${area.name.toLocaleLowerCase('vi').replace(placeOf(area.name).toLocaleLowerCase('vi'), place)} (báo cáo)`
  const superior = unit.above ? upper(unit.above.name) : ''
  if (unit.line === 'party')
    return { ...committeeOf({ ...unit, name: area.name, isArea: true }), issuer: upper(unit.name) }
  const own = lines[unit.line ?? '']
  if (own) {
    const { symbol, authority, position, archive } = own
    return {
      system: 'organisation',
      superior,
      issuer: upper(unit.name),
      symbol,
      place,
      recipients: [committee, archive],
      authority,
      position,
    }
  }
  const symbol = unit.line === 'police' ? 'BC-CAX' : unit.line === 'government' ? 'BC-UBND' : 'BC-ĐV'
  const position =
    unit.line === 'police' ? 'TRƯỞNG CÔNG AN' : unit.line === 'government' ? 'CHỦ TỊCH' : 'TRƯỞNG ĐÀI'
  const authority = unit.line === 'government' ? 'TM. ỦY BAN NHÂN DÂN' : undefined
  return {
    system: 'state',
    superior,
    issuer: upper(unit.name),
    symbol,
    place,
    recipients: [committee, 'Lưu: VT'],
    authority,
    position,
  }
}

/** A period as a report says it: `tháng 6 năm 2024`, `quý II năm 2024`. */
export function periodInWords(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period)
  if (quarter) return `quý ${['I', 'II', 'III', 'IV'][Number(quarter[2]) - 1]} năm ${quarter[1]}`
  return `tháng ${Number(period.slice(5))} năm ${period.slice(0, 4)}`
}

/**
 * Why a unit cannot report on a period, as the code of a problem; undefined where it can. A period that is under way
 * can be looked at; one that has not begun cannot.
 */
export function reportObjection(
  period: string,
  unit: { validFrom: Day; validTo: Day | null },
  today: Day,
): string | undefined {
  const span = spanOf(period)
  if (!span || !/-/.test(period)) return 'report_period_is_malformed'
  if (span.from > today) return 'report_period_has_not_begun'
  if (span.until <= '2021-05-18') return 'report_period_is_before_programme'
  if (span.until <= unit.validFrom || (unit.validTo !== null && span.from >= unit.validTo))
    return 'report_unit_did_not_exist_then'
  return undefined
}
