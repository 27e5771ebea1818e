/** Words that stand in a paper itself: it is Vietnamese whatever language the interface speaks. */
export const paperWords = {
  unwritten: '(Chưa viết phần này)',
  gone: '[số liệu “{name}” không còn trong hệ thống]',
} as const
