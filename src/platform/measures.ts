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
  money: { đồng: 1, đ: 1, vnđ: 1, vnd: 1, '₫': 1 },
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

/** The unit of measure that stands at the beginning of a text. */
export function measureAtStartOf(text: string): Measure | undefined {
  const small = text.slice(0, 20).normalize('NFC').toLowerCase()
  const word = longestFirst.find(
    (one) => small.startsWith(one) && !/^[\p{L}\p{N}]/u.test(small.slice(one.length)),
  )
  return word === undefined ? undefined : measures.get(word)
}

/** Units in which whole things are counted. Of a unit that stands in no table nothing is known, so it may have decimals. */
const counted: ReadonlySet<string> = new Set(
  'bài|ban|bản|bản thu|buổi|căn|cá nhân|cái|câu lạc bộ|cây|chi bộ|chiếc|con|công trình|cuộc|cuốn|điểm trường|đảng viên|đoàn viên|đơn vị|đồng|em|gia đình|giỏ|góc|hộ|hộ gia đình|hồ sơ|hội viên|lá đơn|lớp|lượt|lượt người|lượt xem|mô hình|nhiệm vụ|người|phần quà|suất|sáng kiến|tập thể|thùng|tin|tổ|tờ rơi|trẻ|trường hợp|văn bản|việc|vụ|xã|ấp|thôn|xe'.split(
    '|',
  ),
)

/** Whether a unit counts whole things, of which there are no parts. */
export const countsWholeThings = (unit: string): boolean =>
  counted.has(unit.normalize('NFC').trim().toLowerCase())
