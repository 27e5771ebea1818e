/** Where outlines are made and changed. */
export const outlinesHref = '/quan-ly/de-cuong'
export const outlineHref = (code: string): string => `${outlinesHref}/${code}`
export const newSectionHref = (code: string): string => `${outlineHref(code)}/them-phan`
export const sectionHref = (code: string, key: string): string => `${outlineHref(code)}/phan/${key}`
export const exampleHref = (code: string, version: number): string =>
  `${outlineHref(code)}/xem-thu?phien-ban=${version}`
export const fileHref = (code: string, version: number): string =>
  `${outlineHref(code)}/de-cuong.json?phien-ban=${version}`
