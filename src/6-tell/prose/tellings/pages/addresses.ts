/** Where an office says how its indicators are told. */
export const tellingsHref = '/quan-ly/cach-ke'
export const tellingHref = (slug: string, code: string): string => `${tellingsHref}/${slug}/${code}`
export const resetHref = (slug: string, code: string): string => `${tellingHref(slug, code)}/mac-dinh`
