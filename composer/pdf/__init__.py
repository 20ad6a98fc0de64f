"""From pages to PDF: the only package that knows ReportLab and PDFium."""
