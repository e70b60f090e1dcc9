/** Names the section of the settings, and who speaks. */
export const name = 'sidecarlint';
