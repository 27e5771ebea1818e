/**
 * In whose name a unit reports: the head, symbol, signature and recipients of its documents. An area reports through its
 * Party committee, an organisation through itself. DOMAIN §a.1, §a.3, §a.4; forms of organisations: practice.
 */

import type { DocumentSystem } from '#platform/documents'

export type IssuingBody = {
  system: DocumentSystem
  superior: string
  issuer: string
  symbol: string
  /** Where it sits, without the word for what it is. */
  place: string
  /** Its name within a sentence: `Đảng ủy xã Rạch Kiến`. */
  speaker: string
  authority: string
  position: string
  recipients: string[]
}

/** What must be known of a unit, on the last day of the period. */
export type Reporter = {
  name: string
  kind: string
  level: string
  isArea: boolean
  line: string | null
  /** The area that it lies in (an organisation) or beneath (an area): the nearest first. */
  areas: { name: string; kind: string }[]
  /** The organisation above it in its own line. */
  lineParent: string | null
}

const kindWords = /^(Thành phố|Tỉnh|Huyện|Xã|Phường|Thị trấn|Đặc khu)\s+/iu

/** `Xã Rạch Kiến` → `Rạch Kiến`. */
const bareName = (name: string): string => name.replace(kindWords, '').trim() || name

const upper = (text: string): string => text.toLocaleUpperCase('vi')
const lowerFirst = (text: string): string => text.replace(/^./u, (letter) => letter.toLocaleLowerCase('vi'))

/** Heads are narrow: the long names of organisations are written as everybody writes them. */
const shortened = (name: string): string =>
  upper(
    name
      .replace(/Hội Liên hiệp Phụ nữ/giu, 'Hội LHPN')
      .replace(/Mặt trận Tổ quốc/giu, 'MTTQ')
      .replace(/Đoàn Thanh niên Cộng sản Hồ Chí Minh/giu, 'Đoàn TNCS Hồ Chí Minh'),
  )

/** The Party committee of an area within a sentence: `Tỉnh ủy Tây Ninh`, `Đảng ủy xã Rạch Kiến`, `Chi bộ ấp 1`. */
function committeeOf(area: { name: string; kind: string }): string {
  if (area.kind === 'province')
    return `${/^Thành phố/iu.test(area.name) ? 'Thành ủy' : 'Tỉnh ủy'} ${bareName(area.name)}`
  if (area.kind === 'district') return `Huyện ủy ${bareName(area.name)}`
  if (area.kind === 'hamlet') return `Chi bộ ${lowerFirst(area.name)}`
  return `Đảng ủy ${lowerFirst(area.name)}`
}

const partySymbols: Record<string, string> = { province: 'BC/TU', district: 'BC/HU', hamlet: 'BC/CB' }

/** Who reads the report of a Party committee, by who stands above it. */
function partyRecipients(
  area: { kind: string },
  above: { name: string; kind: string } | undefined,
): string[] {
  switch (area.kind) {
    case 'province':
      return [
        'Ban Tuyên giáo và Dân vận Trung ương (báo cáo)',
        'Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy',
        'Các đảng ủy trực thuộc',
        'Lưu Văn phòng Tỉnh ủy',
      ]
    case 'district':
      return [
        'Ban Thường vụ Tỉnh ủy (báo cáo)',
        'Các đồng chí Ủy viên Ban Thường vụ Huyện ủy',
        'Các đảng ủy, chi bộ trực thuộc',
        'Lưu Văn phòng Huyện ủy',
      ]
    case 'hamlet':
      return [`${above ? committeeOf(above) : 'Đảng ủy xã'} (báo cáo)`, 'Lưu Chi bộ']
    default:
      return [
        `Ban Thường vụ ${above?.kind === 'district' ? 'Huyện ủy' : 'Tỉnh ủy'} (báo cáo)`,
        'Các chi bộ trực thuộc',
        'Lưu Văn phòng Đảng ủy',
      ]
  }
}

function partyOf(
  area: { name: string; kind: string },
  above: Reporter['areas'][number] | undefined,
): IssuingBody {
  const isCell = area.kind === 'hamlet'
  return {
    system: 'party',
    superior: above && area.kind !== 'province' ? `ĐẢNG BỘ ${upper(above.name)}` : '',
    issuer: upper(committeeOf(area)),
    symbol: partySymbols[area.kind] ?? 'BC/ĐU',
    place: bareName(isCell && above ? above.name : area.name),
    speaker: isCell ? committeeOf(area) : `Ban Thường vụ ${committeeOf(area)}`,
    authority: isCell ? 'T/M CHI BỘ' : 'T/M BAN THƯỜNG VỤ',
    position: isCell ? 'BÍ THƯ' : 'PHÓ BÍ THƯ',
    recipients: partyRecipients(area, above),
  }
}

type Form = Pick<IssuingBody, 'system' | 'symbol' | 'authority' | 'position'> & { prefix?: string }

/** How the organisations of each line sign; `party` is written by `partyOf`. */
const forms: Record<string, Form> = {
  government: { system: 'state', symbol: 'BC-UBND', authority: 'TM. ỦY BAN NHÂN DÂN', position: 'CHỦ TỊCH' },
  police: { system: 'state', symbol: 'BC-CA', authority: '', position: 'TRƯỞNG CÔNG AN' },
  radio: { system: 'state', symbol: 'BC-ĐTT', authority: '', position: 'TRƯỞNG ĐÀI' },
  front: {
    system: 'organisation',
    symbol: 'BC-MTTQ',
    authority: 'TM. BAN THƯỜNG TRỰC',
    position: 'CHỦ TỊCH',
    prefix: 'Ban Thường trực',
  },
  youth: {
    system: 'organisation',
    symbol: 'BC-ĐTN',
    authority: 'TM. BAN THƯỜNG VỤ',
    position: 'BÍ THƯ',
    prefix: 'Ban Thường vụ',
  },
}
const union: Form = {
  system: 'organisation',
  symbol: 'BC-BTV',
  authority: 'TM. BAN THƯỜNG VỤ',
  position: 'CHỦ TỊCH',
  prefix: 'Ban Thường vụ',
}

/** Công an xã, phường, thị trấn, huyện, tỉnh: the last letters of the symbol. */
function policeSymbol(name: string): string {
  const place = /^Công an\s+(\p{L}+)/iu.exec(name)?.[1]?.toLocaleLowerCase('vi') ?? ''
  return { xã: 'BC-CAX', phường: 'BC-CAP', thị: 'BC-CATT', huyện: 'BC-CAH', tỉnh: 'BC-CAT' }[place] ?? 'BC-CA'
}

function branchOf(form: Form): Form {
  const position = form === forms.youth ? 'BÍ THƯ' : 'CHI HỘI TRƯỞNG'
  return { system: form.system, symbol: form === forms.youth ? 'BC-CĐ' : 'BC-CH', authority: '', position }
}

/** The body that issues the report of a unit. */
export function issuingBodyOf(unit: Reporter): IssuingBody {
  const [nearest, above] = unit.areas
  if (unit.isArea) return partyOf(unit, nearest)
  if (unit.line === 'party' && nearest) {
    // A Party cell (chi bộ) stands beneath the committee of its commune, a committee beneath that of the area above.
    if (unit.level !== 'base') return { ...partyOf(nearest, above), issuer: upper(unit.name) }
    const commune = unit.areas.find(({ kind }) => kind !== 'hamlet') ?? nearest
    return {
      ...partyOf({ name: unit.name, kind: 'hamlet' }, commune),
      issuer: upper(unit.name),
      speaker: unit.name,
    }
  }
  const ofLine = forms[unit.line ?? ''] ?? union
  const form = unit.level === 'base' ? branchOf(ofLine) : ofLine
  const commune = unit.areas.find(({ kind }) => kind !== 'hamlet') ?? nearest
  const named = form.prefix && !/^Ban /iu.test(unit.name) ? `${form.prefix} ${unit.name}` : unit.name
  return {
    system: form.system,
    superior: unit.line === 'government' || unit.lineParent === null ? '' : shortened(unit.lineParent),
    issuer: shortened(named),
    symbol: unit.line === 'police' ? policeSymbol(unit.name) : form.symbol,
    place: commune ? bareName(commune.name) : bareName(unit.name),
    speaker: named,
    authority: form.authority,
    position: unit.line === 'police' && unit.level === 'province' ? 'GIÁM ĐỐC' : form.position,
    recipients: [
      ...(commune ? [`${committeeOf(commune)} (báo cáo)`] : []),
      ...(unit.lineParent === null ? [] : [`${unit.lineParent} (báo cáo)`]),
      form.system === 'state' ? 'Lưu: VT' : 'Lưu: Văn phòng',
    ],
  }
}
