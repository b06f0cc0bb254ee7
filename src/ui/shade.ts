/** What lies between a dialog and the page, in both themes. It comes with the first dialog. */
export const SHADE = 'rgba(0, 0, 0, 0.4)'
