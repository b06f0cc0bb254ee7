/** How large a file is, for people, with the decimal sign of their language (a BCP 47 tag). */
export const sizeText = (bytes: number, lang: string): string =>
  bytes < 1_000_000
    ? `${Math.ceil(bytes / 1000)} KB`
    : `${(bytes / 1_000_000).toLocaleString(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`
