/** Where the pages of pledges are. */
export const addressOf = {
  start: '/dang-ky-lam-theo',
  personal: '/dang-ky-lam-theo/moi',
  own: (id: string) => `/dang-ky-lam-theo/cua-toi/${id}`,
  collectives: (year: number) => `/dang-ky-lam-theo/tap-the?nam=${year}`,
  newCollective: '/dang-ky-lam-theo/tap-the/moi',
  collective: (id: string) => `/dang-ky-lam-theo/tap-the/${id}`,
  paper: (year: number) => `/dang-ky-lam-theo/ban-giay?nam=${year}`,
  funnels: (year: number) => `/dang-ky-lam-theo/ket-qua?nam=${year}`,
  funnel: (slug: string, year: number) => `/dang-ky-lam-theo/ket-qua/${slug}?nam=${year}`,
} as const
