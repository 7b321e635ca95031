import { type RowToRecords, numberOf, textOf } from './row.ts';

/** An address of the BAG with its dwelling and building: what other sources' addresses are matched to. */
export const bagRecords: RowToRecords = (row, line, make) => {
  const numberId = textOf(row, 'number_id') ?? '';
  return [
    make.subject('address', [numberId], line, {
      number_id: numberId,
      dwelling_id: textOf(row, 'dwelling_id'),
      building_id: textOf(row, 'building_id'),
      street: textOf(row, 'street'),
      house_number: numberOf(row, 'house_number'),
      house_letter: textOf(row, 'house_letter'),
      house_addition: textOf(row, 'house_addition'),
      postcode: textOf(row, 'postcode'),
      town: textOf(row, 'town'),
      dwelling_use: textOf(row, 'dwelling_use'),
      area_m2: numberOf(row, 'area_m2'),
      dwelling_status: textOf(row, 'dwelling_status'),
      build_year: numberOf(row, 'build_year'),
      rd_x: numberOf(row, 'rd_x'),
      rd_y: numberOf(row, 'rd_y'),
      valid_from: textOf(row, 'valid_from'),
    }),
  ];
};
