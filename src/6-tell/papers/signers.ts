const titles = /^(?:đồng chí|đ\/c|đc|ông|bà|anh|chị)\.?\s+/u
/** Marks of tones: they stand on another vowel where somebody writes `hoà` and not `hòa`. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g

const plain = (name: string): string => {
  let words = name.normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi')
  while (titles.test(words)) words = words.replace(titles, '')
  return words
    .split(' ')
    .map((word) => {
      const letters = word.normalize('NFD')
      return letters.replace(tones, '') + (letters.match(tones) ?? []).join('')
    })
    .join(' ')
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
