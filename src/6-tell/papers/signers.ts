/** Marks of tones: they stand on another vowel where somebody writes `hoà` and not `hòa`. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g

/** The words of a name, without dots and commas, each with its tone mark behind it: `pgs.ts. hoà` is `pgs ts hoà`. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLocaleLowerCase('vi')
    .split(/[\s.,]+/)
    .filter(Boolean)
    .map((word) => {
      const letters = word.normalize('NFD')
      return letters.replace(tones, '') + (letters.match(tones) ?? []).join('')
    })

/**
 * What stands before a name and is not part of it: how one is addressed, ranks of the army and the police, degrees and professions,
 * religious and honorary titles.
 */
const titles: readonly string[][] = [
  'đồng chí, đ/c, đc, ông, bà, anh, chị, cô, chú, bác, thầy, đô đốc, phó đô đốc, chuẩn đô đốc',
  ...['tá', 'úy', 'tướng', 'sĩ'].map((grade) =>
    ['đại', 'thượng', 'trung', 'thiếu', 'chuẩn', 'hạ'].map((rank) => `${rank} ${grade}`).join(),
  ),
  'giáo sư, phó giáo sư, tiến sĩ, tiến sỹ, thạc sĩ, thạc sỹ, bác sĩ, bác sỹ, dược sĩ, dược sỹ, y sĩ, y sỹ, điều dưỡng, cử nhân',
  'kỹ sư, kĩ sư, luật sư, kiến trúc sư, chuyên khoa, nhà giáo, nhà báo, nghệ sĩ, nghệ nhân, thầy thuốc, nhân dân, ưu tú, anh hùng',
  'gs, pgs, ts, tskh, ths, bs, ds, ys, cn, ks, ls, kts, ngnd, ngưt, ttnd, ttưt, cki, ckii, ck1, ck2, ck, i, ii, bscki, bsckii, bsck1, bsck2, dscki, dsckii',
  'hòa thượng, thượng tọa, đại đức, ni trưởng, ni sư, sư cô, sư thầy, sư cả, linh mục, giám mục, tổng giám mục, hồng y, đức cha, mục sư, truyền đạo, giáo sĩ, giáo hữu, lễ sanh, phối sư, đầu sư, chức sắc, già làng',
]
  .join()
  .split(',')
  .map(wordsOf)
  // The longer first: “phó giáo sư” before “giáo sư”.
  .toSorted((one, other) => other.length - one.length)

/** A name as it is compared: without titles, however many of them follow each other. */
function plain(name: string): string {
  let words = wordsOf(name)
  const leading = () =>
    titles.find((title) => title.length < words.length && title.every((word, at) => words[at] === word))
  for (let title = leading(); title; title = leading()) words = words.slice(title.length)
  return words.join(' ')
}

/** Whether two names are of one person as people write them: case, titles and the place of a tone mark do not matter. */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other)

/** The printed name that is nobody's of those who sign. Undefined where none is printed: then whoever signs is named. */
export const strangerOn = (
  content: { signer: { name?: string } },
  names: readonly string[],
): string | undefined => {
  const printed = content.signer.name?.trim() ?? ''
  return printed === '' || names.some((name) => isSameName(printed, name)) ? undefined : printed
}
