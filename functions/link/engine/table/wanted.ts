/** Whether a column of an input is wanted, by its name and index. */
export type Wanted = (name: string, index: number) => boolean;
