/**
 * Units of measure as Vietnamese people write them. Amounts of one dimension are converted by its table. What is counted in
 * words of its own (người, lượt, hộ) is a thing of its own, whole, and never converted.
 */
const dimensions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  mass: {
    g: 0.001,
    gam: 0.001,
    gram: 0.001,
    lạng: 0.1,
    kg: 1,
    kí: 1,
    ký: 1,
    'ki-lô-gam': 1,
    kilôgam: 1,
    yến: 10,
    tạ: 100,
    tấn: 1000,
  },
  length: {
    mm: 0.001,
    cm: 0.01,
    dm: 0.1,
    m: 1,
    mét: 1,
    km: 1000,
    'ki-lô-mét': 1000,
    kilômét: 1000,
    'cây số': 1000,
  },
  area: {
    'cm²': 0.0001,
    'm²': 1,
    m2: 1,
    'mét vuông': 1,
    ha: 10_000,
    hecta: 10_000,
    'héc-ta': 10_000,
    'héc ta': 10_000,
    hécta: 10_000,
    'km²': 1_000_000,
    km2: 1_000_000,
    'ki-lô-mét vuông': 1_000_000,
  },
  volume: { ml: 0.001, lít: 1, l: 1, 'm³': 1000, m3: 1000, 'mét khối': 1000 },
  time: { giây: 1, phút: 60, giờ: 3600, tiếng: 3600 },
  money: {
    đồng: 1,
    đ: 1,
    vnđ: 1,
    vnd: 1,
    '₫': 1,
    dong: 1,
    'nghìn đồng': 1000,
    'ngàn đồng': 1000,
    'triệu đồng': 1e6,
    'tỷ đồng': 1e9,
    'tỉ đồng': 1e9,
  },
}

/** A unit with its dimension, and how many of the first unit of that dimension it is. */
export type Measure = { word: string; dimension: string; size: number }

const measures: ReadonlyMap<string, Measure> = new Map(
  Object.entries(dimensions).flatMap(([dimension, units]) =>
    Object.entries(units).map(([word, size]) => [word, { word, dimension, size }]),
  ),
)

/** The unit of measure that a word names; undefined for what is counted, and for what is measured against something (kg/hộ). */
export const measureOf = (unit: string): Measure | undefined =>
  measures.get(unit.normalize('NFC').trim().toLowerCase())

const longestFirst = [...measures.keys()].sort((one, other) => other.length - one.length)

/** Words of two syllables whose first is a unit only by its letters: đồng chí, đồng bào, ký cam kết, tiếng Anh. */
const noMeasure =
  /^(?:đồng\s+(?:chí|bào|hồ|đội|nghiệp|hương|ruộng|lúa|phục|muối|cỏ|loạt|ý|thuận|hành|diễn|tác|sáng)|k[ýí]\s+(?:kết|cam|tự|hiệu|túc|ức|sự|giả|tên|duyệt|giao)|tiếng\s+(?:nói|hát|anh|việt|khmer|hoa|chăm|dân|mẹ|kêu|trống|chuông|kẻng)|tấn\s+(?:công|phong)|tạ\s+(?:ơn|từ|lỗi))(?!\p{L})/u

/** The unit of measure that stands at the beginning of a text. What is measured against something (kg/hộ) has none; nor has đ/c. */
export function measureAtStartOf(text: string): Measure | undefined {
  const found = wordAtStartOf(text)
  return found === undefined || found.isRatio ? undefined : measures.get(found.word)
}

/** Whether a text begins with a measure against something: kg/hộ, đồng/người. */
export const ratioAtStartOf = (text: string): boolean => wordAtStartOf(text)?.isRatio ?? false

function wordAtStartOf(text: string): { word: string; isRatio: boolean } | undefined {
  const small = text.slice(0, 40).normalize('NFC').toLowerCase()
  if (noMeasure.test(small) || /^đ\/c(?!\p{L})/u.test(small)) return undefined
  const word = longestFirst.find(
    (one) => small.startsWith(one) && !/^[\p{L}\p{N}]/u.test(small.slice(one.length)),
  )
  return word === undefined
    ? undefined
    : { word, isRatio: /^\s{0,2}\/\s{0,2}\p{L}/u.test(small.slice(word.length)) }
}

const named = /\(\s?(?:(?:đvt|đơn vị tính|đơn vị|tính bằng|tính theo)\s?:?\s?)?([\p{L}\d²³₫ -]{1,20})\)/gu
const announced = /(?:đvt|đơn vị tính|tính bằng)\s?:?\s?([\p{L}\d²³₫ -]{1,20})(?=$|[,;:.)|])/gu

/** The last unit of measure that a text names for the numbers after it: “Rác (tấn)”, “ĐVT: tấn”. */
export function measureNamedIn(text: string): Measure | undefined {
  const small = text.normalize('NFC').toLowerCase()
  return [...small.matchAll(named), ...small.matchAll(announced)]
    .map((match) => measureOf(match[1] ?? ''))
    .findLast((measure) => measure !== undefined)
}

/**
 * How people may write a unit beside a number: other words for a measure of the same size, and the first word of what is counted
 * (lượt for lượt người). The longest first.
 */
export function writingsOf(unit: string): string[] {
  const own = unit.normalize('NFC').trim().toLowerCase()
  const measure = measureOf(own)
  const same = longestFirst.filter((word) => {
    const other = measures.get(word)
    return measure && other?.dimension === measure.dimension && other.size === measure.size
  })
  const shorter = [...counted].filter((word) => counted.has(own) && own.startsWith(`${word} `))
  return [own, ...same, ...shorter]
    .filter((word) => /^\D/.test(word))
    .sort((one, other) => other.length - one.length)
}

/** Units in which whole things are counted. Of a unit that stands in no table nothing is known, so it may have decimals. */
const counted: ReadonlySet<string> = new Set(
  'bài|ban|bản|bản thu|buổi|căn|cá nhân|cái|câu lạc bộ|cây|chi bộ|chiếc|con|công trình|cuộc|cuốn|điểm trường|đảng viên|đoàn viên|đơn vị|đồng|đồng bào|đồng chí|đ/c|em|gia đình|giỏ|góc|hộ|hộ gia đình|hồ sơ|hội viên|lá đơn|lớp|lượt|lượt người|lượt xem|mô hình|nhiệm vụ|người|phần quà|suất|sáng kiến|tập thể|thùng|tin|tổ|tờ rơi|trẻ|trường hợp|văn bản|việc|vụ|xã|ấp|thôn|xe'.split(
    '|',
  ),
)

/** Whether a unit counts whole things, of which there are no parts. */
export const countsWholeThings = (unit: string): boolean =>
  counted.has(unit.normalize('NFC').trim().toLowerCase())
