/** Where the pages of targets are. */
export const addressOf = {
  start: '/chi-tieu',
  unit: (slug: string, year: number) => `/chi-tieu/${slug}?nam=${year}`,
  under: (slug: string, year: number) => `/chi-tieu/${slug}/ben-duoi?nam=${year}`,
  set: (slug: string, year: number) => `/chi-tieu/${slug}/dat?nam=${year}`,
  target: (slug: string, code: string, year: number) => `/chi-tieu/${slug}/muc/${code}?nam=${year}`,
  change: (slug: string, code: string, year: number) => `/chi-tieu/${slug}/muc/${code}/doi?nam=${year}`,
  takeBack: (slug: string, code: string, year: number) => `/chi-tieu/${slug}/muc/${code}/thoi?nam=${year}`,
  handDown: (slug: string, code: string, year: number) => `/chi-tieu/${slug}/muc/${code}/giao?nam=${year}`,
  import: (slug: string, year: number) => `/chi-tieu/${slug}/nhap?nam=${year}`,
  export: (slug: string, year: number) => `/chi-tieu/${slug}/xuat.xlsx?nam=${year}`,
} as const

/** How many targets were written, for the message on the next page. */
export const countsIn = (counts: { set: number; changed: number; unchanged: number }): string =>
  `&moi=${counts.set}&sua=${counts.changed}&nguyen=${counts.unchanged}`
