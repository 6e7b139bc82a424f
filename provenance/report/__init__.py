"""The report: families as static pages that open without network or script."""

from provenance.report.write import ReportCounts, write_reports

__all__ = ["ReportCounts", "write_reports"]
