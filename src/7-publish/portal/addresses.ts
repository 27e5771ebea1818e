const areas = new Set(
  'so-lieu mo-hinh phong-trao-cong-khai thu-vien don-vi du-lieu-mo bao-cao-cong-khai kiem-chung minh-bach'.split(
    ' ',
  ),
)

/** What public pages know of a query: a search or a place in a list stands for no page that is worth keeping. */
export const publicParameters = {
  chosen: [
    'cap',
    'chi-phi',
    'chi-tieu',
    'chung-minh',
    'don-vi',
    'ky',
    'loai',
    'nganh',
    'tinh-trang',
    'trang-thai',
  ],
  searched: ['ma', 'q', 'sau', 'truoc'],
}

/** Whether everybody gets the same answer from a path: only those answers are kept. */
export function isPortalPath(path: string): boolean {
  if (path === '/robots.txt' || path === '/sitemap.xml') return true
  const parts = path.split('/').filter(Boolean)
  const [area, name, page] = parts[0] === 'en' ? parts.slice(1) : parts
  if (area === undefined) return true
  if (!areas.has(area) || path === '/don-vi/tim') return false
  return (
    page === undefined || (area === 'thu-vien' && page === 'lan-toa' && parts.at(-1) === page && name !== '')
  )
}

/**
 * The one address of a public page that was asked for with slashes too many; undefined where the address is as it should be. It
 * always begins with one slash: two would lead to another machine.
 */
export function withoutSlashes(path: string): string | undefined {
  const plain = `/${path.split('/').filter(Boolean).join('/')}`
  return plain !== path && isPortalPath(plain) ? plain : undefined
}
